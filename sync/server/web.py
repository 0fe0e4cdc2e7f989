"""HTTP around the centre: bodies are bounded and strictly decoded, every refusal is a Failure."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy.exc import DataError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.requests import Request as Asked
from starlette.responses import Response
from starlette.routing import Route

from sync import wire
from sync.errors import BadValue, NotSignedIn, PeerMisbehaved, PeerUnreachable, Problem
from sync.scope import Scope
from sync.server import contents
from sync.server.accounts import Device
from sync.server.attempts import ConcurrentSignIns, address_of
from sync.server.blobs import Standing
from sync.server.centre import Centre
from sync.server.notifier import Notifier
from sync.server.unsealing import unseal
from sync.wire import Box, Check, Enrol, Failure, NewDevice, Recover, Renew, Request, Unseal, Wanted

log = logging.getLogger(__name__)
LARGEST = 8 * 1024 * 1024  # bytes of a body, as sent
LARGEST_PLAIN = 32 * 1024 * 1024  # bytes of a body, unpacked
LARGEST_UNKNOWN = 64 * 1024  # bytes of a body of somebody who has shown no token, either way
UNKNOWN = frozenset({"enrol", "hello", "sign-in"})  # what is asked of a hub, or by one, before that
WAIT_SECONDS = 25
# Synchronisations worked on together, first come, first served. They share one interpreter: with
# more of them each is only slower, and whoever holds the turn of the sequence most of all.
AT_ONCE = 4
STATUS = {
    "gap": 409,
    "fork": 409,
    "new_epoch": 409,
    "not_found": 404,
    "not_in_scope": 403,
    "bad_signature": 403,
    "too_many_attempts": 429,
    "other_version": 426,
    "too_large": 413,
    "resync": 410,
    "range": 416,
}
Handler = Callable[[Asked], Awaitable[Response]]


class Web:
    """The routes; everything that touches the database runs in the thread pool."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self.notifier = Notifier(centre)
        self._turns = ThreadPoolExecutor(AT_ONCE, "sync")
        self._enrolling = ThreadPoolExecutor(AT_ONCE, "enrol")
        self._sign_ins = ConcurrentSignIns()
        routes = [
            Route("/v1/enrol", _safe(self.enrol), methods=["POST"]),
            Route("/v1/sync", _safe(self.sync), methods=["POST"]),
            Route("/v1/refresh", _safe(self.refresh), methods=["POST"]),
            Route("/v1/keys", _safe(self.keys), methods=["POST"]),
            Route("/v1/unseal", _safe(self.unseal), methods=["POST"]),
            Route("/v1/renew", _safe(self.renew), methods=["POST"]),
            Route("/v1/device", _safe(self.another), methods=["POST"]),
            Route("/v1/recover", _safe(self.recover), methods=["POST"]),
            Route("/v1/digest", _safe(self.digest), methods=["POST"]),
            Route("/v1/hub/{what}", _safe(self.hub), methods=["POST"]),
            Route("/v1/snapshot", _safe(self.snapshot), methods=["POST"]),
            Route("/v1/snapshot/{sid}/{number:int}", _safe(self.chunk), methods=["GET"]),
            Route("/v1/wait", _safe(self.wait), methods=["GET"]),
            Route("/v1/blob/{sha256}", _safe(self.read_blob), methods=["GET", "HEAD"]),
            Route("/v1/blob/{sha256}", _safe(self.write_blob), methods=["PUT"]),
        ]
        self.app = Starlette(
            routes=[route for route in routes if centre.offers(route.path)],
            exception_handlers={404: _no_route, 405: _no_route, 500: _broken},
        )

    async def enrol(self, asked: Asked) -> Response:
        """On threads of its own: whoever guesses takes nobody else's."""
        wanted = wire.decode(await _body(asked, LARGEST_UNKNOWN), Enrol)
        address = address_of(asked.client.host if asked.client else "")
        enrol, run = self._centre.enrol, asyncio.get_running_loop().run_in_executor
        with self._sign_ins.slot(address):
            return _answer(asked, await run(self._enrolling, enrol, wanted, address))

    async def sync(self, asked: Asked) -> Response:
        kind, token = _authorization(asked)
        received, zipped = await _received(asked)

        def work() -> Response:
            body = wire.unpack(received, LARGEST_PLAIN) if zipped else received
            device = self._centre.accounts.known(kind, token)
            return _answer(asked, self._centre.sync(device, wire.decode(body, Request)))

        return await asyncio.get_running_loop().run_in_executor(self._turns, work)

    async def refresh(self, asked: Asked) -> Response:
        kind, token = _authorization(asked)
        if kind != "refresh":
            raise NotSignedIn

        def work() -> Any:
            return self._centre.refresh(self._centre.accounts.known(kind, token))

        return _answer(asked, await run_in_threadpool(work))

    async def keys(self, asked: Asked) -> Response:
        device = await self._device(asked)
        offered = wire.decode(await _body(asked), Box)
        return _answer(asked, await run_in_threadpool(self._centre.exchange_keys, device, offered))

    async def unseal(self, asked: Asked) -> Response:
        device = await self._device(asked)
        wanted = wire.decode(await _body(asked), Unseal)
        return _answer(asked, await run_in_threadpool(unseal, self._centre, device, wanted))

    async def renew(self, asked: Asked) -> Response:
        wanted = wire.decode(await _body(asked, LARGEST_UNKNOWN), Renew)
        return _answer(asked, await run_in_threadpool(self._centre.accounts.renew, wanted))

    async def another(self, asked: Asked) -> Response:
        kind, token = _authorization(asked)
        wanted = wire.decode(await _body(asked), NewDevice)

        def work() -> Any:
            return self._centre.another(self._centre.accounts.known(kind, token), wanted)

        return _answer(asked, await run_in_threadpool(work))

    async def recover(self, asked: Asked) -> Response:
        device = await self._device(asked)
        body = await _body(asked)

        def work() -> Any:
            return self._centre.recovery.recover(device, wire.decode(body, Recover))

        return _answer(asked, await run_in_threadpool(work))

    async def digest(self, asked: Asked) -> Response:
        device = await self._device(asked)
        check = wire.decode(await _body(asked), Check)
        return _answer(asked, await run_in_threadpool(self._centre.recovery.check, device, check))

    async def hub(self, asked: Asked) -> Response:
        what, authorization = asked.path_params["what"], asked.headers.get("authorization", "")
        unknown = what in UNKNOWN
        if not unknown:
            await run_in_threadpool(self._centre.hubs.must_know, authorization)
        body = await _body(asked, LARGEST_UNKNOWN if unknown else LARGEST_PLAIN)
        answer = self._centre.hubs.answer
        return _sized(asked, await run_in_threadpool(answer, what, authorization, body))

    async def snapshot(self, asked: Asked) -> Response:
        device = await self._device(asked)
        wanted = wire.decode(await _body(asked), Wanted)
        return _answer(asked, await run_in_threadpool(self._centre.snapshot, device, wanted))

    async def chunk(self, asked: Asked) -> Response:
        device = await self._device(asked)
        sid, number = asked.path_params["sid"], min(asked.path_params["number"], 2**31)
        body = await run_in_threadpool(self._centre.snapshots.chunk, device.id, sid, number)
        return Response(body)

    async def wait(self, asked: Asked) -> Response:
        """Holds no thread while it waits; a revoked device is noticed at its next request."""
        device = await self._device(asked)
        try:
            cursor = int(asked.query_params.get("cursor", ""))
        except ValueError:
            raise PeerMisbehaved("malformed", detail="cursor") from None
        waiting = asyncio.ensure_future(self.notifier.wait(device, cursor, WAIT_SECONDS))
        gone = asyncio.ensure_future(_gone(asked))
        await asyncio.wait((waiting, gone), return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if not waiting.done():
            waiting.cancel()
            return Response(status_code=400)  # nobody is there to read it
        return _answer(asked, {"news": waiting.result()})

    async def blob_standing(self, asked: Asked) -> Response:
        (scope, name), sha256 = await self._reader(asked), asked.path_params["sha256"]

        def work() -> Standing:
            return self._centre.blobs.standing(scope, name, sha256)

        return contents.standing(await run_in_threadpool(work), asked.method)

    async def read_blob(self, asked: Asked) -> Response:
        if asked.method == "HEAD":
            return await self.blob_standing(asked)
        (scope, _), sha256 = await self._reader(asked), asked.path_params["sha256"]

        def work() -> int:
            return self._centre.blobs.size(scope, sha256)

        size = await run_in_threadpool(work)
        wanted = contents.wanted(asked.headers.get("range"), size)
        return contents.some(self._centre.blobs, sha256, wanted, size)

    async def write_blob(self, asked: Asked) -> Response:
        scope, name = await self._reader(asked)
        body = await _body(asked)
        piece = contents.piece(asked.headers.get("content-range"), body)

        def work() -> Standing:
            return self._centre.blobs.write(scope, name, asked.path_params["sha256"], piece)

        return contents.standing(await run_in_threadpool(work), asked.method)

    async def _reader(self, asked: Asked) -> tuple[Scope, str]:
        """Who reads and writes contents of files: a device, or a hub for its branch."""
        authorization = asked.headers.get("authorization", "")
        if authorization.startswith("Hub "):
            return await run_in_threadpool(self._centre.hubs.reader, authorization)
        device = await self._device(asked)
        return await run_in_threadpool(self._centre.scope, device.person), device.id

    async def _device(self, asked: Asked) -> Device:
        kind, token = _authorization(asked)
        if kind != "access":
            raise NotSignedIn
        return await run_in_threadpool(self._centre.accounts.known, kind, token)


async def _gone(asked: Asked) -> None:
    """Returns when the one who asks has hung up."""
    while (await asked.receive())["type"] != "http.disconnect":
        pass


def _authorization(asked: Asked) -> tuple[str, str]:
    scheme, _, token = asked.headers.get("authorization", "").partition(" ")
    kinds = {"bearer": "access", "refresh": "refresh"}
    if scheme.lower() not in kinds or not token:
        raise NotSignedIn
    return kinds[scheme.lower()], token.strip()


async def _body(asked: Asked, most: int = LARGEST_PLAIN) -> bytes:
    """The body, unpacked; at most so many bytes."""
    body, zipped = await _received(asked, min(most, LARGEST))
    return await run_in_threadpool(wire.unpack, body, most) if zipped else body


async def _received(asked: Asked, most: int = LARGEST) -> tuple[bytes, bool]:
    """The body as it came, and whether that is gzip; stops reading as soon as it is too large."""
    pieces: list[bytes] = []
    size = 0
    async for piece in asked.stream():
        size += len(piece)
        if size > most:
            raise PeerMisbehaved("too_large", limit=most)
        pieces.append(piece)
    body = b"".join(pieces)
    checksum = asked.headers.get(wire.SUM)
    if checksum is not None and checksum != wire.sum_of(body):
        raise PeerMisbehaved("damaged")
    encoding = asked.headers.get("content-encoding", "identity").lower()
    if encoding not in ("gzip", "identity"):
        raise PeerMisbehaved("malformed", detail="content-encoding")
    return body, encoding == "gzip"


def _answer(asked: Asked, message: Any) -> Response:
    return _sized(asked, wire.encode(message))


def _sized(asked: Asked, body: bytes) -> Response:
    if len(body) > wire.WORTH_PACKING and "gzip" in asked.headers.get("accept-encoding", ""):
        return Response(wire.pack(body), headers={"content-encoding": "gzip"})
    return Response(body)


def _safe(handler: Handler) -> Handler:
    """Expected failures become their status and a Failure body; a bug becomes a bare 500."""

    async def handle(asked: Asked) -> Response:
        try:
            answer = await handler(asked)
        except ClientDisconnect:
            return Response(status_code=400)
        except (DataError, OverflowError) as error:  # what no database can hold
            log.warning("malformed path=%s error=%s", asked.url.path[:40], type(error).__name__)
            answer = _refusal(PeerMisbehaved("malformed", detail="value"))
        except Problem as problem:
            log.info("refused path=%s problem=%s", asked.url.path[:40], problem.kind)
            answer = _refusal(problem)
        body = getattr(answer, "body", b"")  # a file that is streamed is known by its own hash
        if body:
            answer.headers[wire.SUM] = wire.sum_of(bytes(body))
        return answer

    return handle


def _refusal(problem: Problem) -> Response:
    failure = Failure(problem.kind, problem.rule, dict(problem.facts))
    wait = problem.facts.get("seconds")
    headers = {"retry-after": str(wait)} if problem.kind == "too_many_attempts" else {}
    return Response(wire.encode(failure), status_code=_status(problem), headers=headers)


def _status(problem: Problem) -> int:
    if isinstance(problem, NotSignedIn):
        return 401
    if isinstance(problem, PeerUnreachable):
        return 503
    if problem.kind in STATUS:
        return STATUS[problem.kind]
    return 400 if isinstance(problem, PeerMisbehaved | BadValue) else 409


async def _no_route(asked: Asked, error: Exception) -> Response:
    return Response(wire.encode(Failure("not_found")), status_code=404)


async def _broken(asked: Asked, error: Exception) -> Response:
    """A bug: its trace is in the log, the laptop tries again later."""
    return Response(wire.encode(Failure("unreachable")), status_code=500)
