"""The seven workspaces: their names, icons and order."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Workspace:
    """`name` is also the package under ui/screens; Ctrl and its place in the list opens it.

    `also`: letters typed from habit that the palette takes for it, too."""

    name: str
    icon: str
    also: str = ""


WORKSPACES = (
    Workspace("today", "home"),
    Workspace("customers", "users"),
    Workspace("routes", "route"),
    Workspace("reports", "clipboard-data"),
    Workspace("approvals", "clipboard-check", also="spj"),
    Workspace("performance", "chart-bar"),
    Workspace("sync", "refresh"),
)


def title(name: str) -> str:
    """The workspace's name in the language of the window."""
    titles = {
        "today": translate("Workspaces", "Today"),
        "customers": translate("Workspaces", "Customers"),
        "routes": translate("Workspaces", "Routes"),
        "reports": translate("Workspaces", "Reports"),
        "approvals": translate("Workspaces", "Approvals"),
        "performance": translate("Workspaces", "Performance"),
        "sync": translate("Workspaces", "Sync and devices"),
    }
    return titles[name]
