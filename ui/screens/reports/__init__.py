"""报告: reports that draft themselves, a person's few words, a seal, a superior's signature."""

from ui.screens.reports.screen import Screen

__all__ = ["Screen"]
