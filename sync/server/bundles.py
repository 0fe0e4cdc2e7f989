"""The centre's end of an exchange by file: reads a device's bundle and writes the answer.

What a bundle brings is handled like any push. The answer holds what /v1/sync and /v1/snapshot would
send from the cursor in the device's last bundle, or everything if there was none, or if it is below
the horizon of the log.
"""

import logging
import uuid
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select, update

from sync import bundle, sealing, signing
from sync.bundle import Bundle, Content, Header, Page, Push, Results, Rows, Scope, Standing
from sync.catalogue import SCHEMA
from sync.errors import NotSignedIn, PeerMisbehaved, Refused
from sync.server.accounts import Device
from sync.server.blobs import Piece
from sync.server.centre import Centre
from sync.server.database import head
from sync.server.replays import carried, in_sight
from sync.server.rows import Rows as Records
from sync.server.tables import ACCOUNT, APPLIED, ENROLMENT, REACH
from sync.wire import Envelope, Recover, Request, Result, Status

log = logging.getLogger(__name__)
CENTRE = "centre"
RESULTS_AT_ONCE = 500
FILES = 64 * 1024 * 1024  # bytes of files on a stick, if nobody says otherwise
FILE_PIECE = 1024 * 1024  # bytes
LARGEST_WISH = 1_000  # files


class Carrier:
    """Bundles of one centre."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._database = centre.database

    def take(self, path: Path) -> dict[str, Any]:
        """Applies a device's bundle, once; raises before anything was done."""
        with path.open("rb") as file:
            found = Bundle(file, self._centre.keys.box, self._sender)
            header = found.header
            if header.kind != "up":
                raise Refused("wrong_way", way=header.kind[:20])
            device = self._device(header.sender)
            self._in_order(device, header)
            counted = self._taken(device, found)
        return {"read": str(path), "kind": "up", "device": device.id, **counted}

    def _taken(self, device: Device, found: Bundle) -> dict[str, int]:
        counted: Counter[str] = Counter()
        key = signing.public_key(device.key)
        standing, recovering = Request("", 0), False
        self._no_more_of(device, found.header, found.header.upto)
        for piece in found.pieces():
            if isinstance(piece, Standing):
                standing, recovering = piece.request, piece.recovering
                self._stands(device.id, found.header.epoch, piece)
            elif isinstance(piece, Push):
                known = Request("", 0) if recovering else standing
                unheard = self._unheard(device, piece.envelopes)
                request = msgspec.structs.replace(known, push=unheard)
                push = self._centre.sequencer.push
                results = push(device.id, key, request, recovering)
                counted.update(result.status for result in results)
            elif isinstance(piece, Content):
                counted["files"] += self._kept(device, piece)
            else:
                raise PeerMisbehaved("malformed", detail="what only goes down")
        if recovering:  # the next number is beyond any it ever used
            self._no_more_of(device, found.header, found.header.last)
        files = counted.pop("files", 0)
        return {
            "changes": sum(counted.values()),
            "files": files,
            "merged": counted[Status.MERGED],
            "conflicts": counted[Status.CONFLICT],
            "refused": counted[Status.REFUSED],
            "quarantined": counted[Status.QUARANTINED],
        }

    def _no_more_of(self, device: Device, header: Header, upto: int) -> None:
        """Numbers up to there were used in a lost history: they are not missing."""
        self._centre.recovery.recover(device, Recover(header.epoch, upto=upto))

    def _kept(self, device: Device, piece: Content) -> bool:
        """Whether the piece completes its file; a file that no record names is skipped."""
        scope, blobs = self._centre.scope(device.person), self._centre.blobs
        try:
            standing = blobs.standing(scope, device.id, piece.sha256)
            if standing.whole or not piece.start <= standing.have < piece.start + len(piece.body):
                return False  # here already; or what comes before it was not taken
            body = piece.body[standing.have - piece.start :]
            new = Piece(standing.have, piece.size, body)
            return blobs.write(scope, device.id, piece.sha256, new).whole
        except Refused as refusal:
            log.warning("a file on a stick was not taken problem=%s", refusal.kind)
            return False

    def give(self, device_id: str, path: Path, files: int = FILES) -> dict[str, Any]:
        """Writes what the device lacks, and at most so many bytes of the files it wants.

        Raises Refused("no_box") if it cannot be sealed.
        """
        device = self._device(device_id)
        with self._database.read() as connection:
            reach = connection.execute(select(REACH).where(REACH.c.device == device_id)).first()
            now = head(connection)
            mine = select(ENROLMENT.c.last_mseq).where(ENROLMENT.c.id == device_id)
            heard = int(connection.execute(mine).scalar_one())
        if reach is None:
            raise Refused("no_box", device=device_id)
        same = reach.epoch == now.epoch if reach.epoch else now.began == 0
        goes_on = reach.asked_at and same and reach.cursor >= now.horizon
        cursor, scope = (reach.cursor, reach.scope) if goes_on else (0, "")
        header = Header(
            kind="down",
            epoch=now.epoch,
            sender=CENTRE,
            recipient=device_id,
            box=reach.box,
            ephemeral="",
            first=cursor,
            last=now.seq,
            created=self._centre.clock.now_text(),
            heard=heard,
        )
        wants = (reach.wants or "").split()
        pieces = chain(self._pieces(device, cursor, scope), self._wanted(device, wants, files))
        with bundle.written(path) as file:
            ephemeral = sealing.new_key()
            header.ephemeral = sealing.public(ephemeral)
            size = bundle.write(file, header, pieces, self._centre.keys.signer, ephemeral)
        about = {"from": cursor, "to": now.seq, "bytes": size}
        return {"written": str(path), "kind": "down", "device": device_id, **about}

    def _wanted(self, device: Device, wants: Sequence[str], room: int) -> Iterator[Content]:
        """Complete files that the device may read, smallest first."""
        scope, blobs = self._centre.scope(device.person), self._centre.blobs
        sizes: dict[str, int] = {}
        for sha256 in wants:
            with suppress(Refused):  # not here yet, or none of theirs
                sizes[sha256] = blobs.size(scope, sha256)
        for sha256, size in sorted(sizes.items(), key=lambda item: item[1]):
            room -= size
            if room < 0:
                return
            for start in range(0, size, FILE_PIECE):
                end = min(start + FILE_PIECE, size)
                body = b"".join(blobs.pieces(sha256, start, end))
                yield Content(sha256, size, start, body)

    def device_of(self, user: str) -> str:
        """The one laptop of this user; raises Refused("which_device") if there are more."""
        with self._database.read() as connection:
            found = connection.execute(
                select(ENROLMENT.c.id)
                .where(ENROLMENT.c.account == user, ENROLMENT.c.revoked == 0)
                .order_by(ENROLMENT.c.seen_at.desc())
            )
            devices = list(found.scalars())
        if not devices:
            raise Refused("not_found", type="device", id=user)
        if len(devices) > 1:
            raise Refused("which_device", devices=devices)
        return str(devices[0])

    def _pieces(self, device: Device, cursor: int, scope: str) -> Iterator[bundle.Piece]:
        heard = yield from self._answered(device)
        request = Request("", cursor, scope, acked=heard, schema=SCHEMA)
        reply = self._centre.sync(device, request)
        if reply.parts is not None:
            # A name of its own for this snapshot: the laptop's own downloads go on.
            copy = f"bundle-{uuid.uuid4()}"
            person = self._centre.scope(device.person)
            manifest = self._centre.snapshots.make(copy, person, reply.parts)
            yield Scope(reply.parts, reply.scope, manifest)
            for number in range(len(manifest.chunks)):
                yield Rows(number, self._centre.snapshots.chunk(copy, manifest.sid, number))
            start = cursor or manifest.seq
            request = Request("", start, reply.scope, acked=heard, schema=SCHEMA)
            reply = self._centre.sync(device, request)
        while reply.parts is None:
            # No page may tell of what came after a change whose result is not told before.
            reply.results = self._results(device, heard)
            heard = reply.results[-1].mseq if reply.results else heard
            yield Page(request.cursor, reply)
            if not reply.more:
                return
            request = msgspec.structs.replace(request, cursor=reply.cursor, acked=heard)
            reply = self._centre.sync(device, request)

    def _unheard(self, device: Device, push: list[Envelope]) -> list[Envelope]:
        """Without changes the device has acknowledged: their results may have been dropped here."""
        heard = self._heard(device)
        return [envelope for envelope in push if envelope.mseq > heard]

    def _heard(self, device: Device) -> int:
        with self._database.read() as connection:
            mine = select(ENROLMENT.c.acked).where(ENROLMENT.c.id == device.id)
            return int(connection.execute(mine).scalar_one())

    def _answered(self, device: Device) -> Generator[Results, None, int]:
        """Results of everything the device has not acknowledged; the last one's number."""
        heard = self._heard(device)
        while some := self._results(device, heard):
            yield Results(some)
            heard = some[-1].mseq
        return heard

    def _results(self, device: Device, heard: int) -> list[Result]:
        """Stored results, as the device may read them now (replays.py)."""
        later = (
            select(APPLIED.c.result, APPLIED.c.hash)
            .where(APPLIED.c.device == device.id, APPLIED.c.mseq > heard)
            .order_by(APPLIED.c.mseq)
            .limit(RESULTS_AT_ONCE)
        )
        with self._database.read() as connection:
            stored = connection.execute(later).all()
            reads = self._centre.scopes.of(connection, head(connection).org, device.person).reads
            rows = Records(connection)
            return [in_sight(rows, reads, carried(*each)) for each in stored]

    def _sender(self, header: Header) -> Ed25519PublicKey:
        return signing.public_key(self._device(header.sender).key)

    def _device(self, id: str) -> Device:
        with self._database.read() as connection:
            row = connection.execute(
                select(ENROLMENT, ACCOUNT.c.disabled)
                .outerjoin(ACCOUNT, ACCOUNT.c.user == ENROLMENT.c.account)
                .where(ENROLMENT.c.id == id)
            ).first()
        if row is None:
            raise Refused("not_found", type="device", id=id[:64])
        if row.revoked or row.disabled:
            raise NotSignedIn("revoked")
        return Device(row.id, row.person, row.key, "", "access", False)

    def _in_order(self, device: Device, header: Header) -> None:
        with self._database.read() as connection:
            epoch = head(connection).epoch
            mine = select(ENROLMENT.c.last_mseq).where(ENROLMENT.c.id == device.id)
            last = connection.execute(mine).scalar_one()
        if header.epoch != epoch:
            raise Refused("new_epoch", epoch=epoch)
        if header.first > max(last, header.upto) + 1 and not header.heard:
            raise Refused("gap", last=last)

    def _stands(self, device: str, epoch: str, said: Standing) -> None:
        """Stores the device's cursor, forwards only: bundles may arrive out of order."""
        standing = said.request if not said.recovering else Request("", 0)
        if not 0 <= standing.cursor <= self._centre.head().seq:
            raise Refused("new_epoch", epoch=standing.epoch)
        before = REACH.c.asked_at.is_(None) | REACH.c.epoch.is_distinct_from(epoch)
        ahead = (REACH.c.cursor <= standing.cursor) | before
        wants = "\n".join(said.wants[:LARGEST_WISH])
        now = self._centre.clock.now_text()
        with self._database.write() as connection:
            connection.execute(
                update(REACH)
                .where(REACH.c.device == device, ahead)
                .values(cursor=standing.cursor, scope=standing.scope, asked_at=now)
                .values(epoch=epoch if not said.recovering else "", wants=wants)
            )
            connection.execute(
                update(ENROLMENT)
                .where(ENROLMENT.c.id == device, ENROLMENT.c.acked < standing.acked)
                .where(ENROLMENT.c.last_mseq >= standing.acked)
                .values(acked=standing.acked)
            )
