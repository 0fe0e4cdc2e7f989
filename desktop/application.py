"""The composition of an open profile: store, clock, person, and the use cases on them."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from desktop import credentials
from desktop.errors import StoreLocked
from desktop.me import Me, who_am_i
from desktop.paths import Profile
from desktop.store import migrate, outbox, refusals, state
from desktop.store.contents import Contents
from desktop.store.database import Database
from desktop.store.entry_state import EntryState
from desktop.store.outbox import Outbox
from desktop.store.tables import LIVE, OURS, OUTBOX, RECORDS
from desktop.usecases.listen import Listener
from desktop.usecases.perform import Performed, perform
from desktop.usecases.prepare import Asked, prepare
from desktop.usecases.undoing import Together, Undoable, Undone, renamed, undoables
from sync import garbage
from sync.catalogue import Value
from sync.catalogue.states import ConflictState
from sync.clock import Clock, from_text
from sync.errors import NotSignedIn, PeerUnreachable, Problem

if TYPE_CHECKING:
    from desktop import importing
    from desktop.usecases import sync_by_file
    from desktop.usecases.attaching import NewFile
    from desktop.usecases.carrying_files import Carried
    from desktop.usecases.files import Files
    from desktop.usecases.import_records import Imported, Preview

Report = Callable[[int, int], None]
UNDO_STEPS = 50
# What has no opposite is not sent sooner, so that it can be taken back; the rest goes at once.
SECOND_THOUGHTS = {
    "approval.decide": timedelta(seconds=5),
    **dict.fromkeys(("visit.record", "report.seal", "conflict.resolve"), timedelta(seconds=3)),
}


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Counts of what is unsent and what needs a person; instants as text, None for never."""

    unsent: int
    oldest_unsent: str | None
    refused: int
    conflicts: int
    last_sync_at: str | None
    server: str


class Application:
    """One open profile."""

    def __init__(self, profile: Profile, database: Database, clock: Clock) -> None:
        self.profile = profile
        self.database = database
        self.clock = clock
        self.listener = Listener(database)
        self.contents = Contents(profile.files, database.key)
        self.undoable: list[Performed | Imported | Together] = []
        self.overdue = 0  # days beyond the lease: only one's own things are shown
        self.refresh_me()

    @classmethod
    def open(cls, folder: Path, ask: credentials.Ask) -> "Application":
        """Raises StoreLocked when there is no such profile, or its key is not to be had."""
        profile = Profile(folder)
        if profile.revoked.exists():
            from desktop.usecases.revoked import finish

            finish(profile)
            raise NotSignedIn("revoked")
        if not profile.exists:
            raise StoreLocked("no_profile", path=str(folder))
        database = Database(profile.store, credentials.load(profile, ask))
        migrate.upgrade(database)
        _finish_import(database)
        application = cls(profile, database, clock_of(database))
        application.mind_the_lease()
        return application

    def mind_the_lease(self) -> None:
        """Hides all but the person's own records after too long without the centre."""
        from desktop.usecases.lease import overdue, restricting_views

        days = overdue(self.database, self.clock)
        if bool(days) != bool(self.overdue):
            self.database.read_through(restricting_views(self.me) if days else [])
        self.overdue = days

    @contextmanager
    def _whole_store(self) -> Iterator[Database]:
        """The store without the views of an overdue lease, for synchronisations."""
        if not self.overdue:
            try:
                yield self.database
            except PeerUnreachable:
                self.mind_the_lease()
                if self.overdue:
                    raise Problem("lease_over", days=self.overdue) from None
                raise
            return
        whole = Database(self.profile.store, self.database.key)
        try:
            yield whole
        finally:
            whole.close()
            self.mind_the_lease()

    @property
    def me(self) -> Me:
        return self._me

    def refresh_me(self) -> None:
        """After a synchronisation the person may hold another post."""
        with self.database.read() as connection:
            self._me = who_am_i(connection, self.clock.today())

    def perform(
        self, name: str, id: str | None = None, set: Mapping[str, Value] | None = None
    ) -> Performed:
        """Any use case by name; raises Problem, and then nothing was changed."""
        with self.database.write() as connection:
            done = self.perform_in(connection, name, id, set or {})
        self._may_undo(done)
        return done

    def preview_import(
        self,
        path: Path,
        type: str,
        mapping: "importing.Mapping | None",
        report: Report,
    ) -> "Preview":
        """What a foreign file would become; the mapping is guessed when none is given."""
        from desktop import importing
        from desktop.queries.customer_fields import own_fields
        from desktop.usecases.import_records import preview

        source = importing.open_table(path)
        report(0, source.expected)  # so that it can be cancelled here
        with self.database.read() as connection:
            names = {field.name for field in own_fields(connection, self.me.post)}
        if mapping is None:
            wanted = importing.suggest_mapping(source, type, names)
        else:
            wanted = importing.completed(source, mapping, names)
        return preview(self.database, self.me, self.clock, source, wanted, report)

    def import_records(self, wanted: "Preview", report: Report) -> "Imported":
        """The sound rows as one step of undo, or (when `report` raises) nothing."""
        from desktop.usecases.import_records import write

        with garbage.collected_rarely():
            done = write(self.database, self.me, self.clock, wanted, report)
        self._may_undo(done)
        return done

    def _may_undo(self, done: "Performed | Imported") -> None:
        self.undoable.append(done)
        del self.undoable[:-UNDO_STEPS]

    def perform_in(
        self,
        connection: Connection,
        name: str,
        id: str | None,
        set: Mapping[str, Value],
        at: str | None = None,
    ) -> Performed:
        """The same inside the caller's transaction; it cannot be undone by `undo`."""
        asked = prepare(connection, self.me, self.clock, Asked(name, id, set))
        moment = at or self.clock.now_text()
        actor = self.me.scope.actor
        today = self.clock.today().isoformat()
        done = perform(connection, actor, moment, today, asked.name, asked.id, asked.set)
        return replace(done, result=asked.result)

    def undo(self) -> Undone | None:
        """Undoes the last action: withdraws it if unsent, performs its inverse if it was sent.

        Raises Problem when neither is possible; the action then stays what it was.
        """
        while self.undoable:
            last = self.undoable.pop()
            if self._take_back(last):
                return Undone(last.name, last.id, last.title)
            raise StoreLocked("cannot_undo", name=last.name, title=last.title)
        return None

    @property
    def undo_is_long(self) -> bool:
        """Whether `undo` would take back a whole import."""
        return bool(self.undoable) and self.undoable[-1].name == "import"

    def undoables(self) -> list[Undoable]:
        """What `undo` would take back, the next one first."""
        with self.database.read() as connection:
            return undoables(connection, self.undoable)

    def as_one(self, done: Sequence[Performed]) -> None:
        """These last actions are one decision of a person: undo takes all of them back."""
        if len(done) > 1 and self.undoable[-len(done) :] == list(done):
            self.undoable[-len(done) :] = [Together(tuple(done))]

    def _take_back(self, last: "Performed | Imported | Together") -> bool:
        if isinstance(last, Together):
            taken = [self._take_back(one) for one in reversed(last.parts)]
            return all(taken)  # each is tried, whatever became of the others
        if not isinstance(last, Performed):
            from desktop.usecases.import_records import take_back

            with garbage.collected_rarely():
                return take_back(self.database, self.clock, last)
        with self.database.write() as connection:
            if Outbox(connection).withdraw(last.key):
                return True
            if last.inverse is None:
                return False
            made = self.perform_in(connection, *last.inverse)
        if made.id != last.id:
            self.undoable = [renamed(each, last.id, made.id) for each in self.undoable]
        return True

    def status(self) -> SyncStatus:
        with self.database.read() as connection:
            oldest = connection.execute(select(func.min(OUTBOX.c.at)).where(OURS)).scalar()
            conflict = RECORDS["conflict"]
            conflicts = connection.execute(
                select(func.count())
                .select_from(conflict)
                .where(conflict.c.state == ConflictState.OPEN, conflict.c.deleted == LIVE)
            ).scalar_one()
            return SyncStatus(
                unsent=outbox.unsent(connection),
                oldest_unsent=oldest,
                refused=refusals.waiting(connection),
                conflicts=conflicts,
                last_sync_at=state.get(connection, "last_sync_at"),
                server=state.get(connection, "server", ""),
            )

    def sending_waits(self) -> float:
        """Seconds until what cannot be made good once it is sent may no longer be taken back."""
        newest = select(OUTBOX.c.name, func.max(OUTBOX.c.at)).where(
            OUTBOX.c.state == EntryState.WAITING, OUTBOX.c.name.in_(SECOND_THOUGHTS)
        )
        with self.database.read() as connection:
            found = connection.execute(newest.group_by(OUTBOX.c.name)).all()
        now = self.clock.now()
        waits = [
            min(from_text(at) + SECOND_THOUGHTS[name] - now, SECOND_THOUGHTS[name]).total_seconds()
            for name, at in found
        ]
        return max(0.0, *waits) if waits else 0.0

    def resend(self, key: int, set: Mapping[str, Value]) -> Performed:
        """Sends a refused change again, mended; the refused one leaves the queue."""
        with self.database.write() as connection:
            refused = refusals.get(connection, key)
            id = None if refused.name.endswith((".decide", ".request")) else refused.record
            done = self.perform_in(connection, refused.name, id, {**refused.arguments, **set})
            refusals.remove(connection, key)
        return done

    def discard(self, key: int) -> None:
        """Its author gives a refused change up; a copy is kept."""
        with self.database.write() as connection:
            refusals.discard(connection, key)

    def synchronise(self, report: Report, heard: "Heard | None" = None) -> Any:
        """One synchronisation, blocking; run it in a job. Returns sync.session.Outcome."""
        from desktop.usecases.synchronise import synchronise

        rarely = garbage.collected_rarely()
        with rarely, self._unless_revoked(), self._whole_store() as store:
            outcome = synchronise(self.profile, store, self.clock, report, heard)
            if self.profile.kept() and self._work_came_back():
                outcome = synchronise(self.profile, store, self.clock, report, heard)
        self.refresh_me()
        if self.contents.exist and not self.overdue:
            self.files.sweep()
        return outcome

    def synchronise_through(self, hub: str, report: Report) -> Any:
        """One synchronisation with this branch hub, which is remembered; as `synchronise`."""
        from desktop.usecases.synchronise import synchronise_through

        with garbage.collected_rarely(), self._whole_store() as store:
            outcome = synchronise_through(self.profile, store, self.clock, hub, report)
        self.refresh_me()
        return outcome

    @contextmanager
    def _unless_revoked(self) -> Iterator[None]:
        """Locks the profile as soon as the centre says that this device is revoked.

        Not if a hub says so: it also refuses devices that have left its branch.
        """
        try:
            yield
        except NotSignedIn as problem:
            if problem.kind != "revoked":
                raise
            from desktop.usecases.revoked import lock_away

            raise lock_away(self) from None

    def _work_came_back(self) -> int:
        from desktop.usecases.kept_work import take_back

        return take_back(self.profile, self.database, self.contents, self.clock)

    def use_hub(self, address: str) -> None:
        """The hub to try while the centre is away; "auto": one on the LAN, "": none."""
        from desktop.usecases.through_hub import remember

        remember(self.database, address)

    def write_bundle(self, path: Path, report: Report) -> "sync_by_file.Written":
        """Writes unsent changes to a bundle for the centre; blocking."""
        from desktop.usecases import sync_by_file

        with self._whole_store() as store:
            return sync_by_file.write(self.profile, store, self.contents, self.clock, path, report)

    def read_bundle(self, path: Path, report: Report) -> "sync_by_file.Taken":
        """Reads a bundle from the centre; blocking. Raises Problem for one of another device."""
        from desktop.usecases import sync_by_file

        with self._whole_store() as store:
            taken = sync_by_file.read(self.profile, store, self.clock, path, report, self.contents)
        self.refresh_me()
        return taken

    @cached_property
    def files(self) -> "Files":
        """Contents of attached files: what is here, and carrying them."""
        from desktop.usecases.files import Files

        return Files(self.profile, self.database, self.contents, self.clock)

    def carry_files(self, report: Report) -> "Carried | None":
        """Sends and fetches what waits, blocking; None: nothing, or another process is at it."""
        if self.overdue or not self.has_files_to_carry():
            return None
        try:
            with self._unless_revoked():
                return self.files.carry(report)
        except PeerUnreachable as problem:
            if problem.kind == "sync_running":
                return None
            raise

    def has_files_to_carry(self) -> bool:
        """Quickly: whether there are contents here, or records that name some."""
        if self.contents.exist:
            return True
        attachment = RECORDS["attachment"]
        with self.database.read() as connection:
            named = select(attachment.c.key).where(attachment.c.deleted == LIVE).limit(1)
            return connection.execute(named).first() is not None

    def attach(self, subject_type: str, subject: str, new: "NewFile", report: Report) -> Performed:
        """Hangs a file on a record; run it in a job. Raises Problem, and then nothing hangs."""
        from desktop.usecases.attaching import take_in

        said = take_in(self.contents, self.clock, new, report)
        try:
            wanted = {"subject_type": subject_type, "subject": subject, **said}
            return self.perform("attachment.add", set=wanted)
        finally:
            self.contents.mark(said["sha256"], held="")

    def close(self) -> None:
        self.listener.interrupt()
        self.contents.close()
        shutil.rmtree(self.profile.opened, ignore_errors=True)
        self.database.close()
        if self.profile.revoked.exists():
            self.profile.erase()


Heard = Callable[[Sequence[tuple[str, str, str]]], None]  # (type, id, created|changed|gone)


def _finish_import(database: Database) -> None:
    """Completes an import, or its undo, that passed its commit point before a crash."""
    with database.read() as connection:
        known = state.everything(connection)
    if known.keys() & {"import_decided", "import_given_up"}:
        from desktop.usecases.import_records import finish

        finish(database)


def clock_of(database: Database) -> Clock:
    with database.read() as connection:
        return state.clock(connection)


@contextmanager
def opened(folder: Path, ask: credentials.Ask) -> Iterator[Application]:
    application = Application.open(folder, ask)
    try:
        yield application
    finally:
        application.close()
