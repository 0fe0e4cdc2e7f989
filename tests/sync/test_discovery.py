"""A hub that makes itself known is found, on this machine alone: no packet leaves it."""

import pytest

from sync.client import discovery
from sync.server.announcing import announced


@pytest.fixture(autouse=True)
def only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTEBOOK_LAN", "127.0.0.1")


def test_an_announced_hub_is_found_with_its_address_and_then_no_more() -> None:
    with announced("http://127.0.0.1:8765", "hub-1") as shown:
        assert shown
        assert discovery.hubs(8) == ["http://127.0.0.1:8765"]
    assert discovery.hubs(0.3) == []
