"""Attached files: upload, download, copies to look at, and what is kept on this laptop."""

import shutil
from contextlib import AbstractContextManager, closing
from datetime import timedelta
from pathlib import Path

from desktop.paths import Profile
from desktop.queries import files as queries
from desktop.queries.files import Named
from desktop.store import state
from desktop.store.contents import NOW, SOON, Content, Contents
from desktop.store.database import Database
from desktop.usecases.arrived_files import look_again
from desktop.usecases.carrying_files import ByHub, Carried, Report, Run, together
from desktop.usecases.opening import name_of
from desktop.usecases.synchronise import line, one_at_a_time
from desktop.usecases.through_hub import nearest_line
from desktop.usecases.whole_file import whole_file
from sync.clock import Clock, instant_text
from sync.errors import NotSignedIn, PeerUnreachable, Refused

KEPT = 1024 * 1024 * 1024  # bytes of contents that are at the centre too
FETCHED_UNASKED = 2 * 1024 * 1024  # bytes: pictures up to this size come by themselves
LATELY = timedelta(days=3)
HELD = timedelta(hours=1)  # a content that is being attached waits for its record


class Files:
    """The contents on this laptop, and the attachment records that name them."""

    def __init__(
        self, profile: Profile, database: Database, contents: Contents, clock: Clock
    ) -> None:
        self._profile, self._database = profile, database
        self._contents, self._clock = contents, clock
        self._resting: dict[str, float] = {}  # content: when it may be tried again
        self._resting_at_hub: dict[str, float] = {}

    def carry(self, report: Report) -> Carried:
        """Everything that can be carried now. Raises NotSignedIn.

        A content that the centre does not take is set aside with its reason, and stops no other.
        """
        self.look_about()
        run = Run(self._database, self._contents, self._clock, report, self._resting)
        hub = ByHub(self._database, self._contents, self._clock, report, self._resting_at_hub)
        try:
            self._with_centre(run)
        except PeerUnreachable as problem:
            if problem.kind == "sync_running" or not self._with_hub(hub):
                raise
        else:
            if hub.has_handed_over():
                self._with_hub(hub)
        return together(run.carried, hub.carried)

    def _with_centre(self, run: Run) -> None:
        while run.anything():
            try:
                with self._one_at_a_time():
                    run.all(self._database)
            except NotSignedIn:
                self._renew(run)

    def _with_hub(self, run: ByHub) -> bool:
        """Used while the centre does not answer; returns whether a hub did."""
        peer = nearest_line(self._database, self._clock) if run.anything() else None
        if peer is None:
            return False
        with self._one_at_a_time(), closing(peer):
            run.each(peer)
        return True

    def _one_at_a_time(self) -> AbstractContextManager[None]:
        return one_at_a_time(self._profile, self._contents.path.with_suffix(".lock"))

    def _renew(self, run: Run) -> None:
        """Renews the tokens under a lock: each renewal invalidates the tokens before it."""
        with self._database.read() as connection:
            stored = state.get(connection, "tokens")
        if stored == run.tokens:
            with one_at_a_time(self._profile), closing(line(self._database)) as peer:
                peer.renew()

    def look_about(self) -> None:
        """Drops contents out of scope, requests recent ones, and rechecks what may be lost."""
        self.sweep()
        self._want_lately()
        if look_again(self._database, self._contents):
            self._resting.clear()

    def want(self, attachment: str) -> Content:
        """A person wants this file now. Raises Refused("not_found"), Problem("disk_full")."""
        named = self.named(attachment)
        self._resting.pop(named.sha256, None)
        return self._contents.begin(named.sha256, named.size, wanted=NOW)

    def write(self, sha256: str, target: Path) -> None:
        """A copy outside the store, not encrypted; whole and on the disk, or not there."""
        with whole_file(target) as file:
            for body in self._contents.pieces(sha256):
                file.write(body)
        self._contents.mark(sha256, used=self._clock.now_text())

    def opened_copy(self, sha256: str, name: str) -> Path:
        """A copy for other programs to show; deleted with the content, or when the profile closes.

        Raises Refused("file_may_run") for what is no document but a program."""
        shown = name_of(name)
        folder = self._profile.opened / sha256[:16]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = folder / shown
        self.write(sha256, target)
        return target

    def named(self, attachment: str) -> Named:
        with self._database.read() as connection:
            found = queries.one(connection, attachment)
        if found is None:
            raise Refused("not_found", type="attachment", id=attachment[:64])
        return found

    def sweep(self) -> int:
        """Drops contents that no record here names any more (they left the scope) and that nobody
        waits for, and, beyond what may be kept, what is at the centre and was not used for
        longest."""
        since = instant_text(self._clock.now() - HELD)
        every = self._contents.free(since)
        if not every:
            return 0
        with self._database.read() as connection:
            stays = queries.named_here(connection, [content.sha256 for content in every])
            stays |= queries.owed(connection, [each.sha256 for each in every if each.may_go_up])
        gone = [content.sha256 for content in every if content.sha256 not in stays]
        here = sum(content.have for content in every)
        for content in self._contents.least_used() if here > KEPT else ():
            if here > KEPT:
                gone.append(content.sha256)
                here -= content.have
        self._contents.drop(gone)
        for sha256 in gone:
            shutil.rmtree(self._profile.opened / sha256[:16], ignore_errors=True)
        return len(gone)

    def _want_lately(self) -> None:
        if sum(content.have for content in self._contents.every()) > KEPT // 2:
            return  # what was dropped to make room would come again and again
        since = instant_text(self._clock.now() - LATELY)
        with self._database.read() as connection:
            recent = queries.pictures_since(connection, since, FETCHED_UNASKED)
        known = self._contents.some([each.sha256 for each in recent])
        for each in recent:
            if each.sha256 not in known and self._contents.has_room(each.size):
                self._contents.begin(each.sha256, each.size, wanted=SOON)
