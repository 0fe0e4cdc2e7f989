"""Announces a hub on its LAN by multicast DNS: its address only, which proves nothing."""

import ipaddress
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from zeroconf import InterfaceChoice, IPVersion, ServiceInfo, Zeroconf

from sync.relay import SERVICE

log = logging.getLogger(__name__)


@contextmanager
def announced(address: str, hub: str) -> Iterator[bool]:
    """Announced while inside; yields False without multicast: laptops then need the address."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    info = ServiceInfo(
        SERVICE,
        f"{hub}.{SERVICE}",
        addresses=[socket.inet_aton(each) for each in _shown(host)],
        port=parts.port or 443,
        properties={"scheme": parts.scheme, "v": "1"},
    )
    try:
        alone = [host] if host.startswith("127.") else InterfaceChoice.All
        line = Zeroconf(alone, ip_version=IPVersion.V4Only)
    except OSError as error:
        log.warning("not announced: %s", type(error).__name__)
        yield False
        return
    try:
        line.register_service(info)
        yield True
    finally:
        line.unregister_all_services()
        line.close()


def _shown(host: str) -> list[str]:
    """The addresses under which others reach this machine, if it listens on all of them."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return [socket.gethostbyname(host)]
    if not address.is_unspecified:
        return [str(address)]
    found = {item[4][0] for item in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    return sorted(str(each) for each in found if not str(each).startswith("127.")) or ["127.0.0.1"]
