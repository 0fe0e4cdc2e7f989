"""One laptop's line to the centre: encoded bytes both ways, and what bad networks do to them."""

import gzip
from collections import deque
from collections.abc import Callable
from functools import partial

from sync import wire
from sync.catalogue import SCHEMA
from sync.errors import NotSignedIn, PeerMisbehaved, PeerUnreachable, Problem, Refused
from sync.wire import (
    Check,
    Checked,
    Enrolled,
    Failure,
    Manifest,
    NewDevice,
    Recover,
    Recovered,
    Reply,
    Request,
    Wanted,
)

Answer = Callable[[str, str, bytes], tuple[int, bytes]]  # device, what, body -> status, body
FAULTS = (
    "drop request", "drop reply", "twice", "late", "cut request", "cut reply", "flip request",
    "flip reply", "centre dies",
)  # fmt: skip


class Line:
    """A Peer. `faults` are met by the next calls, one each; then the line is good."""

    def __init__(self, device: str, centre: Answer) -> None:
        self.device = device
        self.faults: deque[tuple[str, int]] = deque()
        self.held: list[tuple[str, bytes]] = []  # requests that arrive much later
        self.seen: list[bytes] = []  # every answer that arrived, packed
        self.round_trips = self.bytes_up = self.bytes_down = 0
        self.comparisons = 0
        self._centre = centre

    def begin(self, request: Request) -> Callable[[], Reply]:
        """Handled at once, before the laptop does anything else."""
        try:
            reply = self._sync(request)
        except Problem as problem:
            return partial(_raised, problem)
        return lambda: reply

    def _sync(self, request: Request) -> Reply:
        return wire.decode(self._call("sync", wire.encode(request)), Reply)

    def snapshot(self, parts: list[str], have: int) -> Manifest:
        """Always whole: how far a snapshot has grown meanwhile must not make a run differ."""
        wanted = Wanted(parts, schema=SCHEMA)
        return wire.decode(self._call("snapshot", wire.encode(wanted)), Manifest)

    def chunk(self, sid: str, number: int) -> bytes:
        return self._call(f"chunk {sid} {number}", b"")

    def check(self, check: Check) -> Checked:
        self.comparisons += 1
        return wire.decode(self._call("digest", wire.encode(check)), Checked)

    def recover(self, asked: Recover) -> Recovered:
        return wire.decode(self._call("recover", wire.encode(asked)), Recovered)

    def another(self, wanted: NewDevice) -> Enrolled:
        enrolled = wire.decode(self._call("device", wire.encode(wanted)), Enrolled)
        self.device = enrolled.device
        return enrolled

    def deliver(self) -> int:
        """What was held back arrives now; nobody waits for the answers any more."""
        late, self.held = self.held, []
        for what, body in late:
            self._centre(self.device, what, body)
        return len(late)

    def _call(self, what: str, body: bytes) -> bytes:
        fault, number = self.faults.popleft() if self.faults else ("", 0)
        packed = gzip.compress(body, 1, mtime=0)
        self.round_trips += 1
        self.bytes_up += len(packed)
        if fault == "late":
            self.held.append((what, packed))
        if fault in ("drop request", "late"):
            raise PeerUnreachable(detail=fault)
        if fault == "twice":
            self._centre(self.device, what, packed)
        status, answer = self._centre(
            self.device if fault != "centre dies" else f"{self.device}!{number}",
            what,
            _mangled(packed, fault.removesuffix(" request"), number),
        )
        if fault == "drop reply":
            raise PeerUnreachable(detail=fault)
        if fault == "cut reply":
            raise PeerUnreachable(detail="cut short")  # its length was promised
        received = _mangled(gzip.compress(answer, 1, mtime=0), fault.removesuffix(" reply"), number)
        self.bytes_down += len(received)
        plain = wire.unpack(received)
        self.seen.append(plain)
        if status // 100 != 2:
            raise _failure(status, plain)
        return plain


def _raised(problem: Problem) -> Reply:
    raise problem


def _mangled(body: bytes, fault: str, number: int) -> bytes:
    if fault == "cut":
        return body[: number % len(body)]
    if fault == "flip":
        place = number % (len(body) * 8)
        changed = bytes([body[place // 8] ^ (1 << place % 8)])
        return body[: place // 8] + changed + body[place // 8 + 1 :]
    return body


def _failure(status: int, body: bytes) -> Problem:
    failure = wire.decode(body, Failure)
    if status == 401:
        return NotSignedIn(failure.problem)
    if status >= 500:
        return PeerUnreachable(failure.problem)
    return Refused(failure.problem, rule=failure.rule, **failure.facts)


EXPECTED = (PeerUnreachable, PeerMisbehaved, Refused)
