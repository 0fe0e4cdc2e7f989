"""审批: deciding on requests, and asking."""

from ui.screens.approvals.screen import Screen

__all__ = ["Screen"]
