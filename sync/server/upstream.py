"""A hub's client of its centre: pushes queued envelopes and follows the log, in a loop."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
from sqlalchemy import Connection, delete, insert, select, update
from urllib3.exceptions import HTTPError

from sync import wire
from sync.clock import Clock
from sync.errors import NotSignedIn, PeerMisbehaved, PeerUnreachable, Refused
from sync.relay import (
    Copied,
    Copy,
    Fed,
    Feed,
    HubEnrol,
    HubEnrolled,
    Outcome,
    Pass,
    Passed,
    Relayed,
)
from sync.server.database import Database, head
from sync.server.hub_copy import BranchCopy, hear, known, remember
from sync.server.hub_files import Passing
from sync.server.hubs import fingerprint
from sync.server.tables import ENROLMENT, META, RELAY
from sync.wire import Envelope, Failure

EVERY = 1.0  # seconds between two looks when nothing happens
LONGEST_PAUSE = 15.0  # seconds, when the centre does not answer
HANDED_IN = 500  # envelopes a request
TIMEOUT = (10, 120)  # seconds
T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Membership:
    """A hub's enrolment; `secret` is its token."""

    hub: str
    secret: str
    upstream: str


class Line:
    """Requests to the centre's /v1/hub/; raises PeerUnreachable, Refused or NotSignedIn."""

    def __init__(self, upstream: str) -> None:
        address = urlsplit(upstream)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise Refused("bad_address", server=upstream[:200])
        if address.scheme == "http" and address.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise Refused("plain_http", host=address.hostname)
        self._upstream = upstream.rstrip("/")
        self._line = requests.Session()
        self._line.trust_env = False

    def enrol(self, wanted: HubEnrol) -> HubEnrolled:
        return self._call("enrol", wanted, HubEnrolled, {})

    def ask(self, what: str, message: object, shape: type[T], membership: Membership) -> T:
        token = f"Hub {membership.hub}:{membership.secret}"
        return self._call(what, message, shape, {"Authorization": token})

    def of_files(self, membership: Membership) -> "Files":
        return Files(self._line, self._upstream, membership)

    def _call(self, what: str, message: object, shape: type[T], headers: dict[str, str]) -> T:
        body = wire.pack(wire.encode(message))
        headers = headers | {"Content-Encoding": "gzip", "Accept-Encoding": "gzip"}
        url = f"{self._upstream}/v1/hub/{what}"
        try:
            answer = self._line.post(
                url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
            )
            received = answer.raw.read(wire.LARGEST_BODY, decode_content=False)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise PeerUnreachable(detail=type(error).__name__) from None
        if answer.headers.get("Content-Length") not in (None, str(len(received))):
            raise PeerUnreachable(detail="cut short")
        if answer.headers.get(wire.SUM) not in (None, wire.sum_of(received)):
            raise PeerUnreachable(detail="garbled")
        if answer.headers.get("Content-Encoding") == "gzip":
            received = wire.unpack(received)
        if answer.status_code // 100 == 2:
            return wire.decode(received, shape)
        if answer.status_code >= 500:
            raise PeerUnreachable(detail=f"status {answer.status_code}")
        said = wire.decode(received, Failure)
        kind = NotSignedIn if answer.status_code == 401 else Refused
        raise kind(
            said.problem, **{k: v for k, v in said.facts.items() if k not in ("kind", "rule")}
        )


class Files:
    """Contents of files at the centre (sync/README.md, section 9), with the hub's own token."""

    def __init__(self, line: requests.Session, upstream: str, membership: Membership) -> None:
        self._line, self._upstream = line, upstream
        self._token = {"Authorization": f"Hub {membership.hub}:{membership.secret}"}

    def standing(self, sha256: str) -> tuple[int, bool]:
        return self._call("HEAD", sha256, b"", {})

    def put(self, sha256: str, start: int, body: bytes, total: int) -> tuple[int, bool]:
        said = {"Content-Range": f"bytes {start}-{start + len(body) - 1}/{total}"}
        return self._call("PUT", sha256, body, said | {wire.SUM: wire.sum_of(body)})

    def _call(
        self, method: str, sha256: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, bool]:
        url, headers = f"{self._upstream}/v1/blob/{sha256}", headers | self._token
        try:
            answer = self._line.request(
                method,
                url,
                data=body or None,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        except (requests.RequestException, HTTPError, OSError) as error:
            raise PeerUnreachable(detail=type(error).__name__) from None
        if answer.status_code >= 500:
            raise PeerUnreachable(detail=f"status {answer.status_code}")
        if answer.status_code // 100 != 2:
            raise PeerMisbehaved("unexpected_status", status=answer.status_code)
        whole = answer.headers.get("Upload-Complete") == "?1"
        return int(answer.headers.get("Upload-Offset", 0)), whole


class Upstream:
    """Runs in a thread of its own; `heard` is called when something new has arrived."""

    def __init__(
        self, database: Database, membership: Membership, clock: Clock, heard: Callable[[], None]
    ) -> None:
        self._database = database
        self._membership = membership
        self._clock = clock
        self._heard = heard
        self._line = Line(membership.upstream)
        self._copy = BranchCopy(database)
        self._passing = Passing(database, clock, self._line.of_files(membership))
        self._wanted = threading.Event()
        self._stopped = False

    def wake(self) -> None:
        """Ends the pause before the next exchange."""
        self._wanted.set()

    def stop(self) -> None:
        self._stopped = True
        self._wanted.set()

    def run(self) -> None:
        """Loops until stopped, with growing pauses while the centre is unreachable."""
        pause = EVERY
        while not self._stopped:
            self._wanted.clear()
            try:
                while self.once() and not self._stopped:
                    pass
                pause = EVERY
            except (PeerUnreachable, PeerMisbehaved, NotSignedIn, Refused) as problem:
                log.warning("upstream problem=%s", problem.kind)
                pause = min(pause * 2, LONGEST_PAUSE)
            self._wanted.wait(pause)

    def pass_on(self, asked: Pass) -> Passed:
        """Forwards a device's request to the centre; called from the threads that serve laptops."""
        return Line(self._membership.upstream).ask("pass", asked, Passed, self._membership)

    def once(self) -> bool:
        """One exchange, or one step of a new copy; returns whether there is more to do."""
        with self._database.read() as connection:
            copy = known(connection, "copy")
            waiting, whole = _waiting(connection)
            devices = known(connection, "devices").get("fingerprint", "")
            now = head(connection)
        if copy and copy["copying"]["types"]:
            return self._copied(copy, now.epoch)
        parts = fingerprint(sorted(copy.get("parts", ())))
        feed = Feed(now.epoch, now.seq, parts, devices, waiting)
        fed = self._line.ask("feed", feed, Fed, self._membership)
        self._settle(fed)
        if fed.anew:
            self._copy.begin(fed)
            self._passing.ask_again()
            return True
        if fed.cursor > now.seq or fed.commits:
            self._copy.follow(fed)
        if fed.commits or any(outcome.results for outcome in fed.outcomes) or fed.devices:
            self._heard()
        answered = any(outcome.results for outcome in fed.outcomes)
        return fed.more or (answered and not whole) or self._passing.some()

    def _copied(self, copy: dict[str, Any], epoch: str) -> bool:
        copying = copy["copying"]
        type = copying["types"][0]
        asked = Copy(type, str(copying["after"]))
        copied = self._line.ask("copy", asked, Copied, self._membership)
        if copied.epoch != epoch:  # restored meanwhile: the feed will say so
            with self._database.write() as connection:
                remember(connection, "copy", {})
            return True
        self._copy.add(type, copied)
        return True

    def _settle(self, fed: Fed) -> None:
        """Stores results before the log is followed, so that they precede later changes."""
        now = self._clock.now_text()
        with self._database.write() as connection:
            remember(connection, "certificate", msgspec.to_builtins(fed.certificate))
            remember(connection, "contact", {"at": now})
            hear(connection, fed.outcomes)
            for outcome in fed.outcomes:
                _answered(connection, outcome)
        if fed.devices is not None:
            self._copy.people(fed.devices, now)
            with self._database.write() as connection:
                mark = fingerprint(map(repr, fed.devices))
                remember(connection, "devices", {"fingerprint": mark})


def _answered(connection: Connection, outcome: Outcome) -> None:
    if outcome.problem:
        log.warning("not taken device=%s problem=%s", outcome.device, outcome.problem)
    _remember_fork(connection, outcome)
    if outcome.problem == "revoked":  # it will not be taken; what was not sent its laptop keeps
        connection.execute(delete(RELAY).where(RELAY.c.device == outcome.device))
    numbers = [result.mseq for result in outcome.results]
    over = RELAY.c.mseq.in_(numbers) | (RELAY.c.mseq <= outcome.heard)
    mine = (RELAY.c.device == outcome.device) & (RELAY.c.answered == 0) & over
    connection.execute(update(RELAY).where(mine).values(answered=1))


def _remember_fork(connection: Connection, outcome: Outcome) -> None:
    """What another copy of that device's store said can never be done under these numbers."""
    forks = known(connection, "forks")
    now = {device: mseq for device, mseq in forks.items() if device != outcome.device}
    if outcome.problem == "fork":
        now[outcome.device] = outcome.facts["mseq"]
    if now != forks:
        remember(connection, "forks", now)


def _waiting(connection: Connection) -> tuple[list[Relayed], bool]:
    """Unanswered envelopes in the order of arrival, so that each follows those it depends on; and
    whether these are all."""
    rows = connection.execute(
        select(RELAY.c.device, RELAY.c.body, ENROLMENT.c.acked)
        .join(ENROLMENT, ENROLMENT.c.id == RELAY.c.device)
        .where(RELAY.c.answered == 0)
        .order_by(RELAY.c.n)
        .limit(HANDED_IN)
    ).all()
    relayed: list[Relayed] = []
    last: dict[str, int] = {}
    for device, body, acked in rows:
        envelope = wire.decode(body.encode(), Envelope)
        if envelope.mseq != last.get(device, envelope.mseq - 1) + 1:
            continue  # what lies between came another way; the next round hands it in
        last[device] = envelope.mseq
        if not relayed or relayed[-1].device != device:
            relayed.append(Relayed(device, [], acked))
        relayed[-1].push.append(envelope)
    return relayed, len(rows) < HANDED_IN


def joined(database: Database, upstream: str, hub: str, code: str, key: str, tls: str) -> None:
    """Enrols this hub at the centre and remembers it; once."""
    told = Line(upstream).enrol(HubEnrol(hub, code, key, tls))
    with database.write() as connection:
        remember(connection, "membership", {"hub": hub, "secret": told.secret})
        for name, value in (("timezone", told.zone), ("company", told.company)):
            _plain(connection, name, value)
        remember(connection, "centre", msgspec.to_builtins(told.keys))


def _plain(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(META).where(META.c.name == name))
    connection.execute(insert(META).values(name=name, value=value))
