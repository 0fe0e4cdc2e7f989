"""The centre over HTTP: one persistent connection, tokens refreshed when needed, bytes counted."""

import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from sync import wire
from sync.catalogue import SCHEMA
from sync.client.minimum_rate import MinimumRateAdapter
from sync.client.prefetch import Prefetch
from sync.errors import NotSignedIn, PeerMisbehaved, PeerUnreachable, Problem, Refused
from sync.wire import (
    Box,
    CentreKeys,
    Check,
    Checked,
    Enrol,
    Enrolled,
    Failure,
    Manifest,
    NewDevice,
    Recover,
    Recovered,
    Renew,
    Reply,
    Request,
    Tokens,
    Unseal,
    Unsealed,
    Wanted,
)

CONNECT_SECONDS = 10
READ_SECONDS = 120
LONG = 100  # changes: a push whose reply takes a while
EARLY = 60  # seconds before its end an access token is renewed
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
BROKEN_LINE = frozenset({"damaged", "truncated"})  # nothing was done: the same again, later
NOT_FACTS = frozenset({"self", "kind", "rule"})  # what a Problem is told beside its facts


class HttpPeer:
    """A Peer (sync/peer.py). `keep` is called with new tokens before they are used.

    `renews` false: a second line beside one that does; it raises NotSignedIn instead.
    """

    def __init__(
        self,
        server: str,
        tokens: Tokens | None,
        keep: Callable[[Tokens], None],
        *,
        renews: bool = True,
    ) -> None:
        self._server = checked_address(server)
        self._tokens = tokens
        self._keep, self._renews = keep, renews
        self._renew_at = 0.0
        self._line = MinimumRateAdapter()
        self._said: Mapping[str, str] = {}  # the headers of the last answer
        self._turn = threading.Lock()  # one request after another
        self._known: set[tuple[str, int]] = set()  # chunks of the snapshot that is fetched
        self._prefetched: dict[tuple[str, int], Prefetch[bytes]] = {}
        self._push: Prefetch[Reply] | None = None  # the last long one
        self.round_trips = 0
        self.bytes_up = 0
        self.bytes_down = 0

    def enrol(self, enrol: Enrol) -> Enrolled:
        answer = self._call("POST", "/v1/enrol", wire.encode(enrol), {})
        enrolled = wire.decode(answer, Enrolled)
        self._renewed(enrolled.tokens)
        return enrolled

    def begin(self, request: Request) -> Callable[[], Reply]:
        """A long push is sent in the background; anything else when its reply is asked for."""
        if len(request.push) < LONG:
            return partial(self.sync, request)
        self._push = Prefetch(partial(self.sync, request))
        return self._push.result

    def sync(self, request: Request) -> Reply:
        reply = wire.decode(self._with_token("POST", "/v1/sync", wire.encode(request)), Reply)
        if reply.tokens is not None:
            self._renewed(reply.tokens)
        return reply

    def exchange_keys(self, mine: Box) -> CentreKeys:
        body = self._with_token("POST", "/v1/keys", wire.encode(mine))
        return wire.decode(body, CentreKeys)

    def unseal(self, wanted: Unseal) -> Unsealed:
        return wire.decode(self._with_token("POST", "/v1/unseal", wire.encode(wanted)), Unsealed)

    def check(self, check: Check) -> Checked:
        return wire.decode(self._with_token("POST", "/v1/digest", wire.encode(check)), Checked)

    def recover(self, asked: Recover) -> Recovered:
        return wire.decode(self._with_token("POST", "/v1/recover", wire.encode(asked)), Recovered)

    def another(self, wanted: NewDevice) -> Enrolled:
        """The caller stores the tokens, together with the rest of the new identity."""
        body = self._with_token("POST", "/v1/device", wire.encode(wanted))
        enrolled = wire.decode(body, Enrolled)
        self._tokens = enrolled.tokens
        return enrolled

    def renew_by_key(self, wanted: Renew) -> None:
        """New tokens by the device key, after a restore; raises NotSignedIn if it is unknown."""
        body = self._call("POST", "/v1/renew", wire.encode(wanted), {})
        self._renewed(wire.decode(body, Tokens))

    def snapshot(self, parts: list[str], have: int) -> Manifest:
        wanted = wire.encode(Wanted(parts, SCHEMA, have))
        body = self._with_token("POST", "/v1/snapshot", wanted)
        manifest = wire.decode(body, Manifest)
        self._known = {(manifest.sid, number) for number in range(len(manifest.chunks))}
        return manifest

    def chunk(self, sid: str, number: int) -> bytes:
        """The chunk; the one after it, if known, is prefetched."""
        ahead = self._prefetched.pop((sid, number), None)
        body = self._chunk(sid, number) if ahead is None else ahead.result()
        following = (sid, number + 1)
        if following in self._known:
            self._prefetched = {following: Prefetch(partial(self._chunk, *following))}
        return body

    def _chunk(self, sid: str, number: int) -> bytes:
        return self._with_token("GET", f"/v1/snapshot/{sid}/{number}", b"")

    # --- contents of files (sync/README.md, section 9)

    def standing(self, sha256: str) -> tuple[int, bool]:
        """How many bytes the centre has from this device, and whether the content is complete."""
        self._with_token("HEAD", f"/v1/blob/{sha256}", b"")
        return self._offset()

    def put(self, sha256: str, start: int, body: bytes, total: int) -> tuple[int, bool]:
        """Uploads the next piece; raises Refused("offset") with the offset to continue from."""
        headers = {"Content-Range": f"bytes {start}-{start + len(body) - 1}/{total}"}
        self._with_token("PUT", f"/v1/blob/{sha256}", body, headers)
        return self._offset()

    def get(self, sha256: str, start: int, length: int) -> bytes:
        headers = {"Range": f"bytes={start}-{start + length - 1}"}
        body = self._with_token("GET", f"/v1/blob/{sha256}", b"", headers)
        if len(body) > length:
            raise PeerMisbehaved("malformed", detail="more than asked for")
        return body

    def _offset(self) -> tuple[int, bool]:
        try:
            have = int(self._said["Upload-Offset"])
        except (KeyError, ValueError):
            raise PeerMisbehaved("malformed", detail="upload-offset") from None
        return have, self._said.get("Upload-Complete") == "?1"

    def close(self) -> None:
        self._line.close()
        for each in self._prefetched.values():
            each.leave(self._line.close)  # what it was fetching has opened a connection again
        if self._push is not None:
            self._push.leave(self._line.close)

    def _renewed(self, tokens: Tokens) -> None:
        self._keep(tokens)
        self._tokens = tokens
        self._renew_at = time.monotonic() + max(tokens.expires_in - EARLY, 1)

    def _with_token(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str] | None = None
    ) -> bytes:
        if self._tokens is None:
            raise NotSignedIn
        with self._turn:
            return self._said_with_token(method, path, body, dict(headers or {}))

    def _said_with_token(self, method: str, path: str, body: bytes, more: dict[str, str]) -> bytes:
        renew = path == "/v1/sync" and 0 < self._renew_at < time.monotonic()
        try:
            return self._call(method, path, body, more | self._authorization(renew=renew))
        except NotSignedIn as error:
            if error.kind != "token_expired" or renew or not self._renews:
                raise
        if path != "/v1/sync":
            self.renew()
            return self._call(method, path, body, more | self._authorization(renew=False))
        return self._call(method, path, body, self._authorization(renew=True))

    def _authorization(self, *, renew: bool) -> dict[str, str]:
        assert self._tokens is not None
        kind, token = (
            ("Refresh", self._tokens.refresh) if renew else ("Bearer", self._tokens.access)
        )
        return {"Authorization": f"{kind} {token}"}

    def renew(self) -> None:
        """New tokens; raises NotSignedIn for a device that the centre does not know."""
        body = self._call("POST", "/v1/refresh", b"", self._authorization(renew=True))
        self._renewed(wire.decode(body, Tokens))

    def _call(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        if len(body) > wire.WORTH_PACKING and "Content-Range" not in headers:
            body = wire.pack(body)
            headers = headers | {"Content-Encoding": "gzip"}
        if body:
            headers = headers | {wire.SUM: wire.sum_of(body)}
        self.round_trips += 1
        self.bytes_up += len(body)
        try:
            asked = requests.Request(
                method,
                f"{self._server}{path}",
                data=body or None,
                headers=headers | {"Accept-Encoding": "gzip"},
            )
            timeout = (CONNECT_SECONDS, READ_SECONDS)
            answer = self._line.send(asked.prepare(), stream=True, timeout=timeout)
            received = _read(answer)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise PeerUnreachable(server=self._server, detail=type(error).__name__) from None
        self.bytes_down += len(received)
        promised = answer.headers.get("Content-Length")
        self._said = answer.headers
        if promised is not None and promised != str(len(received)) and method != "HEAD":
            answer.close()
            raise PeerUnreachable(server=self._server, detail="cut short")
        checksum = answer.headers.get(wire.SUM)
        if checksum is not None and checksum != wire.sum_of(received) and method != "HEAD":
            raise PeerUnreachable(server=self._server, detail="garbled")
        if answer.headers.get("Content-Encoding") == "gzip":
            received = wire.unpack(received)
        if answer.status_code // 100 != 2:
            raise failure(answer.status_code, received)
        return received


def _read(answer: requests.Response) -> bytes:
    """Reads the whole body; a connection with an unread rest is closed, not reused."""
    try:
        return bytes(answer.raw.read(wire.LARGEST_BODY + 1, decode_content=False))
    except BaseException:  # whatever ended it, Ctrl C among it
        answer.close()
        raise


def checked_address(server: str) -> str:
    """HTTPS, or HTTP on loopback; raises Refused("bad_address") or Refused("plain_http")."""
    try:
        address = urlsplit(server)
    except ValueError:
        raise Refused("bad_address", server=server[:200]) from None
    if address.scheme not in ("http", "https") or not address.hostname:
        raise Refused("bad_address", server=server[:200])
    if address.scheme == "http" and address.hostname not in LOOPBACK:
        raise Refused("plain_http", server=server[:200])
    return server.rstrip("/")


def failure(status: int, body: bytes) -> Problem:
    """The Problem in a response that is not 2xx; of a HEAD request only the status is known."""
    if not body and status in (401, 404):
        return NotSignedIn("token_expired") if status == 401 else Refused("not_found")
    try:
        answer = wire.decode(body, Failure)
    except PeerMisbehaved:
        if status >= 500:
            return PeerUnreachable(detail=f"status {status}")
        return PeerMisbehaved("unexpected_status", status=status)
    facts = {name: fact for name, fact in answer.facts.items() if name not in NOT_FACTS}
    if status == 401:
        return NotSignedIn(answer.problem, **facts)
    if status >= 500 or answer.problem in BROKEN_LINE:
        return PeerUnreachable(answer.problem, **facts)
    return Refused(answer.problem, rule=answer.rule, **facts)
