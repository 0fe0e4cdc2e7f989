"""A laptop out of contact for longer than its lease takes work in and shows nobody else's."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.application import Application
from desktop.store import state
from desktop.usecases.lease import LEASE
from sync.errors import PeerUnreachable, Problem
from tests.support import centre as centres
from tests.support.apps import dumped, quiet, shown, signed_in


def again(app: Application, days: float = 0) -> Application:
    """Closed, and opened so many days later, by its clock, than the last time."""
    with app.database.write() as connection:
        offset = state.get(connection, "clock_offset", 0)
        state.put(connection, "clock_offset", offset + timedelta(days=days).total_seconds())
    app.close()
    return Application.open(app.profile.folder, lambda: "一句口令")


def ids(app: Application, type: str) -> set[str]:
    mine = f'"type":"{type}"'
    return {line.split('"id":"')[1].split('"')[0] for line in dumped(app) if mine in line}


def test_beyond_the_lease_only_ones_own_is_shown_and_work_goes_on_until_contact(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    centres.found(url)
    with centres.town(url) as town:
        app = signed_in(tmp_path / "ann", town.address, "ann", "pw-ann")
        app = again(app, LEASE.days - 1)
        assert ids(app, "customer") == {"c1", "c2"}
        whole = list(dumped(app))
        app = again(app, 2)
        assert app.overdue == LEASE.days + 1
        assert (ids(app, "customer"), ids(app, "contact")) == (set(), set())
        assert ids(app, "territory") == {"t1", "t2"}
        app.perform("customer.edit", "c1", {"remark": "还在跑"})
        assert shown(app, "c1") == "还在跑"
        assert ids(app, "customer") == {"c1"}
        app = again(app, -20)  # the clock is put back
        assert ids(app, "customer") == {"c1"}
        app.synchronise(quiet)
        assert app.overdue == 0
        assert town.read("customer", "c1").fields["remark"] == "还在跑"
        assert len(list(dumped(app))) == len(whole)
        assert list(dumped(app)) == town.dump(as_user="ann")
    with pytest.raises(PeerUnreachable):
        app.synchronise(quiet)
    app.clock.offset += LEASE + timedelta(days=1)  # the window stays open, and nobody answers
    with pytest.raises(Problem, match="lease_over"):
        app.synchronise(quiet)
    assert ids(app, "customer") == set()
    app.close()
