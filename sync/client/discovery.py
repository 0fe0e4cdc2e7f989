"""Branch hubs on the LAN, found by multicast DNS; they are authenticated later (client/hub.py)."""

import os
import threading

from zeroconf import InterfaceChoice, IPVersion, ServiceBrowser, ServiceListener, Zeroconf

from sync.relay import SERVICE

LOOK_SECONDS = 1.5
ANSWER_MILLISECONDS = 1_000


class _Found(ServiceListener):
    """Collects service names; their addresses are resolved by the caller."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.any = threading.Event()

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.names.append(name)
        self.any.set()

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Required by zeroconf; names do not change."""

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Required by zeroconf; a hub that is gone does not answer."""


def hubs(seconds: float = LOOK_SECONDS) -> list[str]:
    """Their addresses, e.g. https://192.168.3.7:8443; empty where there is no multicast."""
    only = os.environ.get("ROUTEBOOK_LAN")  # the address of the one interface to look on
    try:
        line = Zeroconf([only] if only else InterfaceChoice.All, ip_version=IPVersion.V4Only)
    except OSError:
        return []
    try:
        found = _Found()
        browser = ServiceBrowser(line, SERVICE, found)
        found.any.wait(seconds)
        addresses = [address for name in list(found.names) for address in _addresses(line, name)]
        browser.cancel()
        return list(dict.fromkeys(addresses))
    finally:
        line.close()


def _addresses(line: Zeroconf, name: str) -> list[str]:
    info = line.get_service_info(SERVICE, name, ANSWER_MILLISECONDS)
    if info is None or info.port is None:
        return []
    scheme = (info.properties or {}).get(b"scheme", b"https")
    plain = scheme == b"http"
    return [
        f"{'http' if plain else 'https'}://{address}:{info.port}"
        for address in info.parsed_addresses(IPVersion.V4Only)
    ]
