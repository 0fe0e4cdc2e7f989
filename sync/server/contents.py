"""Contents of files over HTTP: pieces in by Content-Range, any range out, bounded memory."""

import re

from starlette.concurrency import iterate_in_threadpool
from starlette.responses import Response, StreamingResponse

from sync.errors import PeerMisbehaved
from sync.server.blobs import Blobs, Piece, Standing

SENT = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})\Z", re.ASCII)
WANTED = re.compile(r"bytes=(\d{1,15})-(\d{0,15})\Z", re.ASCII)
KIND = "application/octet-stream"  # whatever it is, nobody shows it from here


def piece(content_range: str | None, body: bytes) -> Piece:
    """The piece in a PUT; without Content-Range the whole content. Raises PeerMisbehaved."""
    if content_range is None:
        return Piece(0, len(body), body)
    said = SENT.match(content_range)
    if said is None:
        raise PeerMisbehaved("malformed", detail="content-range")
    start, last, total = map(int, said.groups())
    if last - start + 1 != len(body) or not body or last >= total:
        raise PeerMisbehaved("malformed", detail="content-range")
    return Piece(start, total, body)


def standing(now: Standing, method: str) -> Response:
    """The answer to HEAD: the offset to continue from, or the size of a complete content."""
    headers = {"upload-offset": str(now.have), "upload-complete": "?1" if now.whole else "?0"}
    if now.whole and method == "HEAD":
        return Response(headers={**headers, "content-length": str(now.have)}, media_type=KIND)
    return Response(status_code=204, headers=headers)


def wanted(range: str | None, size: int) -> tuple[int, int] | None:
    """The bytes [start, end) asked for; None: all. A range beyond the content is refused."""
    said = WANTED.match(range) if range is not None else None
    if said is None:
        return None  # other forms of ranges may be ignored (RFC 9110)
    start, last = int(said[1]), min(int(said[2] or size - 1), size - 1)
    if start > last:
        raise PeerMisbehaved("range", size=size)
    return start, last + 1


def some(blobs: Blobs, sha256: str, part: tuple[int, int] | None, size: int) -> Response:
    start, end = part or (0, size)
    headers = {"content-length": str(end - start), "accept-ranges": "bytes"}
    if part is not None:
        headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
    return StreamingResponse(
        iterate_in_threadpool(blobs.pieces(sha256, start, end)),
        status_code=200 if part is None else 206,
        headers=headers,
        media_type=KIND,
    )
