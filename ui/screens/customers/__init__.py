"""The workspace 客户 (customers)."""

from ui.screens.customers.screen import CustomersScreen as Screen

__all__ = ["Screen"]
