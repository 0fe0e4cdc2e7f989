"""The centre's answers, one method an endpoint; what carries them is another module's matter."""

import uuid
from datetime import timedelta

from sqlalchemy import select

from sync import sealing, signing
from sync.catalogue import SCHEMA
from sync.clock import Clock
from sync.errors import BadValue, Refused
from sync.scope import Scope
from sync.server import pull
from sync.server.accounts import ACCESS, REFRESH, Accounts, Device
from sync.server.blobs import Blobs
from sync.server.database import Database, Head, head
from sync.server.draft import Draft
from sync.server.journal import Journal
from sync.server.keys import keys_of, proven_box, remember_box
from sync.server.scopes import Scopes
from sync.server.sequencer import Sequencer
from sync.server.snapshots import Snapshots
from sync.server.tables import META
from sync.wire import (
    VERSION,
    Box,
    CentreKeys,
    Enrol,
    Enrolled,
    Manifest,
    Reply,
    Request,
    Tokens,
    Wanted,
)

LONGEST_NAME = 200


class Centre:
    """Everything a centre is made of, built once."""

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

    def enrol(self, wanted: Enrol) -> Enrolled:
        """A new device for a person who knows the password."""
        signing.public_key(wanted.key)
        if wanted.box:
            sealing.public_key(wanted.box)
        name = wanted.device_name.strip()[:LONGEST_NAME] or "-"
        if "\x00" in name:
            raise BadValue(field="device_name", value="", wanted="text")
        person = self.accounts.sign_in(wanted.user, wanted.password)
        device = str(uuid.uuid4())
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
            journal.commit(draft, name="device.enrol", actor=person, at=now, received_at=now)
            journal.flush()
            tokens = self.accounts.enrol(connection, device, wanted.user, person, name, wanted.key)
            if wanted.box:
                remember_box(connection, device, wanted.box)
        return Enrolled(
            device, person, journal.epoch, tokens, self.zone, self.company, self.keys.public
        )

    def exchange_keys(self, device: Device, offered: Box) -> CentreKeys:
        """A device enrolled before bundles were known says what to seal its own to."""
        proven_box(device, offered.box, offered.sig)
        with self.database.write() as connection:
            remember_box(connection, device.id, offered.box)
        return self.keys.public

    def sync(self, device: Device, request: Request) -> Reply:
        """Push, results and pull in one round trip."""
        if request.v != VERSION or request.schema > SCHEMA:
            raise Refused("other_version", known=VERSION, schema=SCHEMA)
        self._same_history(request)
        key = signing.public_key(device.key)
        results = self.sequencer.push(device.id, key, request) if request.push else []
        tokens = self.accounts.rotate(device) if device.kind == "refresh" else None
        with self.database.read() as connection:
            now = head(connection)
            scope = self.scopes.of(connection, now.org, device.person)
            reply = Reply(
                epoch=now.epoch,
                cursor=request.cursor,
                scope=scope.fingerprint,
                time=self.clock.now_text(),
                results=results,
                tokens=tokens,
            )
            if request.scope != scope.fingerprint:
                reply.parts = sorted(scope.reads)
                return reply
            page = pull.page(
                connection, device.id, scope.reads, request.cursor, request.joined, now.seq
            )
        self.snapshots.joined(device.id)
        reply.groups, reply.cursor, reply.more = page.groups, page.cursor, page.more
        return reply

    def refresh(self, device: Device) -> Tokens:
        return self.accounts.rotate(device)

    def snapshot(self, device: Device, wanted: Wanted) -> Manifest:
        return self.snapshots.make(device.id, self.scope(device.person), wanted.parts, wanted.have)

    def news(self, device: Device, cursor: int) -> bool:
        """Whether a sync from this cursor would bring something, if only a new epoch."""
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

    def _same_history(self, request: Request) -> None:
        """A cursor of another history, or beyond this one, means nothing here."""
        now = self.head()
        if (request.epoch and request.epoch != now.epoch) or not 0 <= request.cursor <= now.seq:
            raise Refused("new_epoch", epoch=now.epoch)
