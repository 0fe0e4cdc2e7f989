"""Guessing passwords is slow, and yet whoever knows theirs comes in: each address waits for itself.

What is counted lies in the database, so that no process may be asked beside another; how many
stand in the door at once is a matter of each process, since it is its threads that they take.
"""

import ipaddress
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select, text, update

from sync.clock import Clock, from_text, instant_text
from sync.errors import Refused
from sync.server.database import Database
from sync.server.tables import ACCOUNT, ATTEMPT

EVERYBODY = ""  # the account of what an address tried with any
# As many wrong passwords of an address at one account are free, then it waits, longer each time.
FREE, LONGEST = 5, timedelta(minutes=15)
FREE_IN_ALL, LONGEST_IN_ALL = 50, timedelta(minutes=1)  # at all accounts together, known or not
# So many wrong passwords from anywhere since the last right one; from then on all addresses from
# which nobody came in before wait together, longer each time, up to the same.
ANYWHERE, GUESSED_AT = "", 20
FORGOTTEN = timedelta(days=1)
REMEMBERED = timedelta(days=90)  # of an address from which somebody came in
FROM_ONE, TOGETHER, SOON = 4, 32, 5  # sign-ins at once: of an address, of all; seconds to wait

_STANDING = select(ATTEMPT).where(
    ATTEMPT.c.address.in_([ANYWHERE, bindparam("whence")]),
    ATTEMPT.c.account.in_([EVERYBODY, bindparam("whose")]),
)
_COUNT = text(
    "INSERT INTO attempt (account, address, failed, came_in, until, at)"
    " VALUES (:account, :address, :failed, :came_in, NULL, :at)"
    " ON CONFLICT (account, address) DO UPDATE SET at = :at, until = NULL,"
    " came_in = CASE WHEN :failed = 0 THEN :came_in ELSE attempt.came_in END,"
    " failed = CASE WHEN :failed = 0 THEN 0 ELSE attempt.failed + :failed END RETURNING failed"
)


@dataclass(frozen=True, slots=True)
class Whence:
    """Who says to be whom: `account` None where there is none; `failed` since it came in last."""

    address: str
    account: str | None
    failed: int = 0


class Attempts:
    """Who may try a password now."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def must_be_free(self, asks: Whence) -> None:
        """Raises Refused("too_many_attempts") with the `seconds` that this address has to wait."""
        with self._database.read() as connection:
            said = {"whence": asks.address, "whose": asks.account or EVERYBODY}
            rows = connection.execute(_STANDING, said).all()
        known = any(row.came_in for row in rows if row.address == asks.address)
        waits = [row.until for row in rows if row.until and not (known and row.address == ANYWHERE)]
        now = self._clock.now()
        left = max((from_text(until) - now for until in waits), default=timedelta())
        if left > timedelta():
            raise Refused("too_many_attempts", seconds=int(left.total_seconds()) + 1)

    def tried(self, asks: Whence, right: bool) -> None:
        """Counts a password that was looked at."""
        now = self._clock.now()
        with self._database.write() as connection:
            if asks.account is not None:
                failed = 0 if right else ACCOUNT.c.failed + 1
                mine = ACCOUNT.c.user == asks.account
                connection.execute(update(ACCOUNT).where(mine).values(failed=failed))
                count = _count(connection, asks.account, asks.address, int(not right), now)
                if count >= FREE:
                    wait = min(timedelta(seconds=2.0 ** min(count, 20)), LONGEST)
                    _wait(connection, asks.account, asks.address, now + wait)
                self._anywhere(connection, asks, right, now)
            if not right:
                count = _count(connection, EVERYBODY, asks.address, 1, now)
                if count >= FREE_IN_ALL:
                    seconds = 2.0 ** min(count - FREE_IN_ALL + 1, 20)
                    wait = min(timedelta(seconds=seconds), LONGEST_IN_ALL)
                    _wait(connection, EVERYBODY, asks.address, now + wait)
                _forget(connection, now)

    def _anywhere(self, connection: Connection, asks: Whence, right: bool, now: datetime) -> None:
        """Whoever knows the password lets the others try again."""
        beyond = asks.failed + 1 - GUESSED_AT
        if asks.account is None or beyond < 0:
            return
        _count(connection, asks.account, ANYWHERE, int(not right), now)
        if not right:
            wait = min(timedelta(seconds=2.0 ** min(FREE + beyond, 20)), LONGEST)
            _wait(connection, asks.account, ANYWHERE, now + wait)


def _count(connection: Connection, account: str, address: str, failed: int, now: datetime) -> int:
    said = {"account": account, "address": address, "failed": failed, "at": instant_text(now)}
    said["came_in"] = int(failed == 0 and account != EVERYBODY and address != ANYWHERE)
    return int(connection.execute(_COUNT, said).scalar_one())


def _wait(connection: Connection, account: str, address: str, until: datetime) -> None:
    this = (ATTEMPT.c.account == account) & (ATTEMPT.c.address == address)
    connection.execute(update(ATTEMPT).where(this).values(until=instant_text(until)))


def _forget(connection: Connection, now: datetime) -> None:
    old = ATTEMPT.c.at < instant_text(now - FORGOTTEN)
    older = ATTEMPT.c.at < instant_text(now - REMEMBERED)
    connection.execute(delete(ATTEMPT).where((old & (ATTEMPT.c.came_in == 0)) | older))


class Door:
    """How many sign in at one process at once, each of which takes a thread and 64 MiB in turn."""

    def __init__(self) -> None:
        self._inside: Counter[str] = Counter()

    @contextmanager
    def one(self, address: str) -> Iterator[None]:
        """Raises Refused("too_many_attempts") where too many stand in it."""
        if self._inside[address] >= FROM_ONE or self._inside.total() >= TOGETHER:
            raise Refused("too_many_attempts", seconds=SOON)
        self._inside[address] += 1
        try:
            yield
        finally:
            self._inside[address] -= 1
            self._inside += Counter()  # those that are empty are let go of


def address_of(host: str) -> str:
    """The address by which somebody is known: of IPv6 the network, for all of it is theirs."""
    try:
        known = ipaddress.ip_address(host)
    except ValueError:
        return host[:64]
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((int(known) >> 64 << 64, 64)))
