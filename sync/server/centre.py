"""The centre's endpoints, one method each, independent of HTTP (web.py)."""

import uuid
from datetime import timedelta
from typing import Protocol

from sqlalchemy import Connection, bindparam, select

from sync import sealing, signing
from sync.catalogue import SCHEMA
from sync.clock import Clock
from sync.errors import BadValue, Refused
from sync.scope import Scope
from sync.server import digests, pull
from sync.server.accounts import ACCESS, REFRESH, Accounts, Device
from sync.server.blobs import Blobs
from sync.server.database import Database, Head, chain_at, head, same_history
from sync.server.draft import Draft
from sync.server.hubs import Hubs
from sync.server.journal import Journal
from sync.server.keys import keys_of, proven_box, remember_box
from sync.server.projecting import OLDEST, groups_for, results_for
from sync.server.provenance import Provenance
from sync.server.recovery import Recovery
from sync.server.scopes import Scopes
from sync.server.sequencer import Sequencer
from sync.server.snapshots import Snapshots
from sync.server.tables import ENROLMENT, META
from sync.wire import (
    VERSION,
    Box,
    CentreKeys,
    Enrol,
    Enrolled,
    Manifest,
    NewDevice,
    Reply,
    Request,
    Tokens,
    Wanted,
)

LONGEST_NAME = 200
_LAST = select(ENROLMENT.c.last_mseq).where(ENROLMENT.c.id == bindparam("device"))


class HubAnswers(Protocol):
    """The endpoints under /v1/hub/: a centre's for its hubs, a hub's for its laptops."""

    def answer(self, what: str, authorization: str, body: bytes) -> bytes: ...

    def must_know(self, authorization: str) -> None: ...

    def reader(self, authorization: str) -> tuple[Scope, str]: ...


class Centre:
    """Composes the parts of a centre."""

    def __init__(
        self,
        database: Database,
        clock: Clock | None = None,
        access: timedelta = ACCESS,
        refresh: timedelta = REFRESH,
    ) -> None:
        self.database = database
        with database.read() as connection:
            self.epoch = head(connection).epoch
            known = {row.name: row.value for row in connection.execute(select(META))}
        self.zone = known.get("timezone", "Asia/Shanghai")
        self.company = known.get("company", "")
        self.clock = clock or Clock(self.zone)
        self.accounts = Accounts(database, self.clock, access, refresh)
        self.scopes = Scopes(self.clock)
        self.sequencer = Sequencer(database, self.scopes, self.clock)
        self.snapshots = Snapshots(database, self.clock)
        self.blobs = Blobs(database, self.clock)
        self.keys = keys_of(database)
        self.recovery = Recovery(database, self.scopes, self.sequencer)
        self.hubs: HubAnswers = Hubs(self)

    def offers(self, path: str) -> bool:
        """Whether this server has the endpoint."""
        return True

    def enrol(self, wanted: Enrol, address: str = "") -> Enrolled:
        """A new device, by user and password; `address`: the client's, for throttling."""
        _fit(wanted)
        person = self.accounts.sign_in(wanted.user, wanted.password, address)
        return self._enrolled(wanted.user, person, wanted)

    def another(self, device: Device, wanted: NewDevice) -> Enrolled:
        """A new device for a store copied from this device's, or restored from a backup."""
        _fit(wanted)
        return self._enrolled(self.accounts.account_of(device), device.person, wanted)

    def _enrolled(self, user: str, person: str, wanted: Enrol | NewDevice) -> Enrolled:
        device, name = str(uuid.uuid4()), _shown(wanted.device_name)
        with self.database.write() as connection:
            journal = Journal(connection)
            draft = Draft(journal.rows)
            now = self.clock.now_text()
            draft.insert(
                "device",
                device,
                {"person": person, "name": name, "enrolled_at": now, "revoked": False},
            )
            draft.place()
            journal.commit(draft, Provenance.local("device.enrol", now, person))
            journal.flush()
            tokens = self.accounts.enrol(connection, device, user, person, name, wanted.key)
            if wanted.box:
                remember_box(connection, device, wanted.box)
        return Enrolled(
            device, person, journal.epoch, tokens, self.zone, self.company, self.keys.public
        )

    def exchange_keys(self, device: Device, offered: Box) -> CentreKeys:
        """A device enrolled before bundles existed sends the key its bundles are encrypted to."""
        proven_box(device, offered.box, offered.sig)
        with self.database.write() as connection:
            remember_box(connection, device.id, offered.box)
        return self.keys.public

    def sync(self, device: Device, request: Request) -> Reply:
        """Push, results and pull in one round trip."""
        if request.v != VERSION or request.schema > SCHEMA:
            raise Refused("other_version", known=VERSION, schema=SCHEMA)
        key = signing.public_key(device.key)
        results = self.sequencer.push(device.id, key, request) if request.push else []
        results = results_for(request.schema, results)
        if request.schema < OLDEST:  # what it still has it may send
            raise Refused("other_version", known=VERSION, schema=SCHEMA, results=results)
        tokens = self.accounts.rotate(device) if device.kind == "refresh" else None
        with self.database.read() as connection:
            now = head(connection)
            same_history(connection, now, request)
            scope = self.scopes.of(connection, now.org, device.person)
            reply = Reply(
                epoch=now.epoch,
                cursor=request.cursor,
                scope=scope.fingerprint,
                time=self.clock.now_text(),
                results=results,
                tokens=tokens,
                h=request.h,
            )
            told = request.scope != scope.fingerprint
            if told:
                reply.parts = sorted(scope.reads)
            else:
                self._pull(connection, device, request, reply, scope, now)
            joined = not told and self.snapshots.waits(connection, device.id)
        if told:
            self.scopes.told(self.database, device.person, scope, now.seq)
        if joined:
            self.snapshots.joined(device.id)
        return reply

    def _pull(
        self,
        connection: Connection,
        device: Device,
        request: Request,
        reply: Reply,
        scope: Scope,
        now: Head,
    ) -> None:
        """Raises Refused("resync") for a cursor below the horizon, and Refused("fork") for a store
        that was restored from a backup and lacks later changes of its own device."""
        cursor = pull.start(scope.reads, request.cursor, request.joined, now.seq)
        if cursor < now.horizon:
            raise Refused("resync", horizon=now.horizon)
        last = connection.execute(_LAST, {"device": device.id}).scalar_one()
        heard = max([request.acked, *(result.mseq for result in reply.results)])
        end = now.seq
        if heard < last:
            end = pull.limit(connection, device.id, request.cursor, heard, end)
        page = pull.page(connection, device.id, scope.reads, request.cursor, request.joined, end)
        reply.groups = groups_for(request.schema, page.groups)
        reply.cursor, reply.more = page.cursor, page.more
        reply.h = now.h if page.cursor == now.seq else chain_at(connection, page.cursor)
        if page.more:
            return
        says = bool(request.epoch)  # itself; a stick is written without it
        if says and heard < last and not request.push:  # it would say again what it did
            raise Refused("fork", mseq=heard + 1, last=last)
        if heard == last and request.schema == SCHEMA:
            reply.digest = digests.digest(connection, scope.reads)

    def refresh(self, device: Device) -> Tokens:
        return self.accounts.rotate(device)

    def snapshot(self, device: Device, wanted: Wanted) -> Manifest:
        scope = self.scope(device.person)
        return self.snapshots.make(device.id, scope, wanted.parts, wanted.have, wanted.schema)

    def news(self, device: Device, cursor: int) -> bool:
        """Whether a sync from this cursor would return anything new, even if only the epoch."""
        with self.database.read() as connection:
            now = head(connection)
            if now.seq <= cursor:
                return now.seq < cursor
            scope = self.scopes.of(connection, now.org, device.person)
            return pull.anything(connection, device.id, scope.reads, cursor)

    def scope(self, person: str) -> Scope:
        with self.database.read() as connection:
            return self.scopes.of(connection, head(connection).org, person)

    def head(self) -> Head:
        with self.database.read() as connection:
            return head(connection)


def _fit(wanted: Enrol | NewDevice) -> None:
    signing.public_key(wanted.key)
    if wanted.box:
        sealing.public_key(wanted.box)
    if "\x00" in wanted.device_name:
        raise BadValue(field="device_name", value="", wanted="text")


def _shown(name: str) -> str:
    return name.strip()[:LONGEST_NAME] or "-"
