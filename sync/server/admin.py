"""What an administrator does: people, devices, territories; each through the sequence."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, select, update

from sync.catalogue import CATALOGUE, Value
from sync.catalogue.model import ID
from sync.clock import Clock
from sync.errors import Refused
from sync.server import scopes
from sync.server.accounts import hashed
from sync.server.company import add_account
from sync.server.database import Database
from sync.server.draft import Draft
from sync.server.journal import Journal
from sync.server.pack import Login
from sync.server.provenance import Provenance
from sync.server.tables import ACCOUNT, ATTEMPT, ENROLMENT


class Administration:
    """Commands of `routebook-server` that change or list what is not in a company pack."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add_user(self, user: str, name: str, post: str, password: str) -> dict[str, Any]:
        if not ID.match(user):
            raise Refused("bad_value", field="user", value=user[:60], wanted="A-Z a-z 0-9 . _ -")
        with self._database.write() as connection:
            journal = Journal(connection)
            draft = Draft(journal.rows)
            taken = select(ACCOUNT.c.user).where(ACCOUNT.c.user == user)
            if connection.execute(taken).first() or draft.get("person", user):
                raise Refused("id_taken", type="person", id=user)
            if draft.get("post", post) is None:
                raise Refused("not_found", type="post", id=post)
            person = {"name": name, "user": user, "status": "active"}
            draft.insert("person", user, _whole("person", person))
            held = {"person": user, "post": post, "since": self._clock.today().isoformat()}
            draft.insert("post_assignment", user, _whole("post_assignment", held))
            self._commit(journal, draft, "user.add")
            add_account(connection, Login(user, user, password))
        return {"user": user, "person": user, "post": post}

    def users(self) -> Iterator[dict[str, Any]]:
        with self._database.read() as connection:
            for row in connection.execute(select(ACCOUNT).order_by(ACCOUNT.c.user)):
                yield {"user": row.user, "person": row.person, "disabled": bool(row.disabled)}

    def disable(self, user: str) -> dict[str, Any]:
        """From now on neither the password nor any device of this account is accepted."""
        with self._database.write() as connection:
            done = connection.execute(
                update(ACCOUNT).where(ACCOUNT.c.user == user).values(disabled=1)
            )
        if not done.rowcount:
            raise Refused("not_found", type="user", id=user)
        return {"user": user, "disabled": True}

    def set_password(self, user: str, password: str) -> None:
        with self._database.write() as connection:
            connection.execute(
                update(ACCOUNT)
                .where(ACCOUNT.c.user == user)
                .values(password=hashed(password), failed=0)
            )
            connection.execute(delete(ATTEMPT).where(ATTEMPT.c.account == user))

    def devices(self) -> Iterator[dict[str, Any]]:
        shown = ("id", "person", "name", "enrolled_at", "seen_at", "last_mseq")
        with self._database.read() as connection:
            rows = connection.execute(select(ENROLMENT).order_by(ENROLMENT.c.enrolled_at))
            for row in rows.mappings():
                yield {name: row[name] for name in shown} | {"revoked": bool(row["revoked"])}

    def revoke(self, device: str) -> dict[str, Any]:
        with self._database.write() as connection:
            journal = Journal(connection)
            done = connection.execute(
                update(ENROLMENT).where(ENROLMENT.c.id == device).values(revoked=1)
            )
            if not done.rowcount:
                raise Refused("not_found", type="device", id=device)
            draft = Draft(journal.rows)
            row = draft.get("device", device)
            if row is not None:
                draft.update(row, {"revoked": True})
            self._commit(journal, draft, "device.revoke")
        return {"device": device, "revoked": True}

    def move(self, customer: str, territory: str) -> dict[str, Any]:
        """Moves a customer, with its child records, to another territory."""
        with self._database.write() as connection:
            journal = Journal(connection)
            draft = Draft(journal.rows)
            row = draft.get("customer", customer)
            if row is None or row.deleted:
                raise Refused("not_found", type="customer", id=customer)
            if draft.get("territory", territory) is None:
                raise Refused("not_found", type="territory", id=territory)
            if row.fields["territory"] != territory:
                draft.update(row, {"territory": territory})
            seq = self._commit(journal, draft, "territory.move")
        return {"customer": customer, "territory": territory, "seq": seq}

    def _commit(self, journal: Journal, draft: Draft, name: str) -> int:
        draft.place()
        now = self._clock.now_text()
        seq = journal.commit(draft, Provenance.local(name, now))
        scopes.flush(journal, self._clock)
        return seq


def _whole(type: str, fields: dict[str, Value]) -> dict[str, Value]:
    return dict.fromkeys(CATALOGUE[type].names) | fields
