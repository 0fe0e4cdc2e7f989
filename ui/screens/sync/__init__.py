"""The workspace 同步与设备 (sync and devices)."""

from ui.screens.sync.screen import SyncScreen as Screen

__all__ = ["Screen"]
