"""Throttles password guessing by address, without locking out whoever knows the password.

Failures are counted in the database, so that all processes share them. How many sign-ins run at
once is limited in each process, since it is its threads that they take.
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

EVERYBODY = ""  # the account under which all attempts of an address are counted together
# This many wrong passwords of an address for one account are free, then it waits, longer each time.
FREE, LONGEST = 5, timedelta(minutes=15)
BELIEVED = 2 * LONGEST  # the clocks of several processes may differ
FREE_IN_ALL, LONGEST_IN_ALL = 50, timedelta(minutes=1)  # at all accounts together, known or not
# After this many wrong passwords from anywhere since the last right one, all addresses from which
# nobody has signed in before wait together, longer each time, up to LONGEST.
ANYWHERE, GUESSED_AT = "", 20
FORGOTTEN = timedelta(days=1)
REMEMBERED = timedelta(days=90)  # of an address from which somebody signed in
# Sign-ins at once: of one address, of all; seconds to wait.
FROM_ONE, TOGETHER, SOON = 4, 32, 5

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
class SignInSource:
    """From where, and for which account (None: there is none of that name).

    `failed`: wrong passwords for that account since the last right one.
    """

    address: str
    account: str | None
    failed: int = 0


class Attempts:
    """The counts of wrong passwords, and the waits that follow from them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def must_be_free(self, source: SignInSource) -> None:
        """Raises Refused("too_many_attempts") with the `seconds` that this address has to wait.

        A wait that ends beyond BELIEVED is of a clock that was wrong.
        """
        with self._database.read() as connection:
            parameters = {"whence": source.address, "whose": source.account or EVERYBODY}
            rows = connection.execute(_STANDING, parameters).all()
        known = any(row.came_in for row in rows if row.address == source.address)
        waits = [row.until for row in rows if row.until and not (known and row.address == ANYWHERE)]
        now = self._clock.now()
        lefts = (from_text(until) - now for until in waits)
        left = max((left for left in lefts if left <= BELIEVED), default=timedelta())
        if left > timedelta():
            raise Refused("too_many_attempts", seconds=int(left.total_seconds()) + 1)

    def tried(self, source: SignInSource, right: bool) -> None:
        """Counts a password that was checked."""
        now = self._clock.now()
        with self._database.write() as connection:
            if source.account is not None:
                failed = 0 if right else ACCOUNT.c.failed + 1
                mine = ACCOUNT.c.user == source.account
                connection.execute(update(ACCOUNT).where(mine).values(failed=failed))
                count = _count(connection, source.account, source.address, int(not right), now)
                if count >= FREE:
                    wait = min(timedelta(seconds=2.0 ** min(count, 20)), LONGEST)
                    _wait(connection, source.account, source.address, now + wait)
                self._anywhere(connection, source, right, now)
            if not right:
                count = _count(connection, EVERYBODY, source.address, 1, now)
                if count >= FREE_IN_ALL:
                    seconds = 2.0 ** min(count - FREE_IN_ALL + 1, 20)
                    wait = min(timedelta(seconds=seconds), LONGEST_IN_ALL)
                    _wait(connection, EVERYBODY, source.address, now + wait)
                _forget(connection, now)

    def _anywhere(
        self, connection: Connection, source: SignInSource, right: bool, now: datetime
    ) -> None:
        """A right password ends the wait of all the others."""
        beyond = source.failed + 1 - GUESSED_AT
        if source.account is None or beyond < 0:
            return
        _count(connection, source.account, ANYWHERE, int(not right), now)
        if not right:
            wait = min(timedelta(seconds=2.0 ** min(FREE + beyond, 20)), LONGEST)
            _wait(connection, source.account, ANYWHERE, now + wait)


def _count(connection: Connection, account: str, address: str, failed: int, now: datetime) -> int:
    parameters = {"account": account, "address": address, "failed": failed, "at": instant_text(now)}
    parameters["came_in"] = int(failed == 0 and account != EVERYBODY and address != ANYWHERE)
    return int(connection.execute(_COUNT, parameters).scalar_one())


def _wait(connection: Connection, account: str, address: str, until: datetime) -> None:
    this = (ATTEMPT.c.account == account) & (ATTEMPT.c.address == address)
    connection.execute(update(ATTEMPT).where(this).values(until=instant_text(until)))


def _forget(connection: Connection, now: datetime) -> None:
    old = ATTEMPT.c.at < instant_text(now - FORGOTTEN)
    older = ATTEMPT.c.at < instant_text(now - REMEMBERED)
    connection.execute(delete(ATTEMPT).where((old & (ATTEMPT.c.came_in == 0)) | older))


class ConcurrentSignIns:
    """Limits the sign-ins that one process handles at once: each takes a thread and 64 MiB."""

    def __init__(self) -> None:
        self._inside: Counter[str] = Counter()

    @contextmanager
    def slot(self, address: str) -> Iterator[None]:
        """Raises Refused("too_many_attempts") where there are too many already."""
        if self._inside[address] >= FROM_ONE or self._inside.total() >= TOGETHER:
            raise Refused("too_many_attempts", seconds=SOON)
        self._inside[address] += 1
        try:
            yield
        finally:
            self._inside[address] -= 1
            self._inside += Counter()  # drops the addresses whose count is 0


def address_of(host: str) -> str:
    """What is counted as one address: of IPv6 the /64 network, which belongs to one customer."""
    try:
        known = ipaddress.ip_address(host)
    except ValueError:
        return host[:64]
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((int(known) >> 64 << 64, 64)))
