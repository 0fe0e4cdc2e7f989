"""Loading a company pack: writes what the pack changed since its last load, nothing else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from sync.catalogue import CATALOGUE, Type, Value, canonical
from sync.catalogue.states import CustomerState
from sync.clock import Clock
from sync.errors import Refused
from sync.partitions import parent_of
from sync.rulings.posts import FOREVER
from sync.server import scopes
from sync.server.accounts import hashed
from sync.server.bulk import insert_rows
from sync.server.database import Database
from sync.server.draft import Draft
from sync.server.journal import Journal
from sync.server.pack import Entry, Login, Pack
from sync.server.provenance import Provenance
from sync.server.rows import SLICE, Key, Rows
from sync.server.tables import ACCOUNT, META, PACK_DIGEST

A_TRANSACTION = 4_000  # entries
A_COMMIT = 500  # records
# What a pack need not say of a new record.
BEGINS: Mapping[str, Mapping[str, Value]] = {
    "customer": {"archived": False, "state": CustomerState.ACTIVE},
    "contact": {"archived": False},
}


def load(database: Database, clock: Clock, pack: Pack) -> dict[str, Any]:
    """Counts of what was written. Raises Refused, before anything is written, for bad pointers
    and for another content of a form's version.
    """
    _nothing_dangles(database, pack.entries)
    _no_version_is_replaced(database, pack.entries)
    written: Counter[str] = Counter()
    for some in _slices(pack.entries, A_TRANSACTION):
        with database.write() as connection:
            written += _load(connection, clock, some)
    with database.write() as connection:
        _describe(connection, pack.company)
        accounts = _accounts(connection, pack.logins)
    return {
        "entries": len(pack.entries),
        "written": sum(written.values()),
        "types": dict(sorted(written.items())),
        "accounts": accounts,
    }


def _load(connection: Connection, clock: Clock, entries: Sequence[Entry]) -> Counter[str]:
    journal, now = Journal(connection), clock.now_text()
    before = _last_said(connection, entries)
    changed = [
        (entry, news)
        for entry in entries
        if (news := _news(entry, before.get((entry.type, entry.id))))
    ]
    journal.rows.prefetch((entry.type, entry.id) for entry, _ in changed)
    journal.rows.prefetch(_pointed_at([entry for entry, _ in changed]))
    written: Counter[str] = Counter()
    for some in _slices(changed, A_COMMIT):
        draft = Draft(journal.rows)
        for entry, news in some:
            if entry.type == "post_assignment":
                news = _term(draft, entry, news, clock.today())
            if news:
                _write(draft, entry, news)
        draft.place()
        written.update(each.new.type for each in draft.touched.values() if each.echo)
        journal.commit(draft, Provenance.local("company.load", now))
    scopes.flush(journal, clock)
    _remember(connection, [entry for entry, _ in changed], before)
    return written


def _news(entry: Entry, before: Mapping[str, Value] | None) -> dict[str, Value]:
    """The fields whose value in the pack has changed since the last load."""
    if before is None:
        return entry.fields
    missing = object()
    return {
        name: value for name, value in entry.fields.items() if before.get(name, missing) != value
    }


def _term(draft: Draft, entry: Entry, news: dict[str, Value], today: date) -> dict[str, Value]:
    """Who has no post any more held it until yesterday; who has one again holds it from now on."""
    if "post" not in news:
        return news
    if news["post"] is not None:
        return {"until": None} | entry.fields
    row = draft.get(entry.type, entry.id)
    over = row is None or (row.fields.get("until") or FOREVER) < today.isoformat()
    return {} if over else {"until": (today - timedelta(days=1)).isoformat()}


def _write(draft: Draft, entry: Entry, news: Mapping[str, Value]) -> None:
    """Inserts or updates the record, unless it was deleted since."""
    row = draft.get(entry.type, entry.id)
    if row is None:
        fields: dict[str, Value] = dict.fromkeys(CATALOGUE[entry.type].names)
        fields |= BEGINS.get(entry.type, {})
        draft.insert(entry.type, entry.id, fields | entry.fields)
    elif not row.deleted:
        paths = {name: value for name, value in news.items() if row.fields.get(name) != value}
        if paths:
            draft.update(row, paths)


def _last_said(connection: Connection, entries: Sequence[Entry]) -> dict[Key, dict[str, Value]]:
    by_type: dict[str, list[str]] = {}
    for entry in entries:
        by_type.setdefault(entry.type, []).append(entry.id)
    found: dict[Key, dict[str, Value]] = {}
    for type, ids in by_type.items():
        for some in _slices(ids, SLICE):
            statement = select(PACK_DIGEST.c.id, PACK_DIGEST.c.fields).where(
                PACK_DIGEST.c.type == type, PACK_DIGEST.c.id.in_(some)
            )
            for id, fields in connection.execute(statement):
                found[type, id] = msgspec.json.decode(fields)
    return found


def _remember(
    connection: Connection, entries: Sequence[Entry], before: Mapping[Key, object]
) -> None:
    rows = [
        {"type": entry.type, "id": entry.id, "fields": canonical(entry.fields)} for entry in entries
    ]
    known = [row for row in rows if (row["type"], row["id"]) in before]
    fresh = [row for row in rows if (row["type"], row["id"]) not in before]
    for row in known:
        connection.execute(
            update(PACK_DIGEST)
            .where(PACK_DIGEST.c.type == row["type"], PACK_DIGEST.c.id == row["id"])
            .values(fields=row["fields"])
        )
    insert_rows(connection, PACK_DIGEST, [tuple(row.values()) for row in fresh])


def _pointed_at(entries: Iterable[Entry]) -> Iterator[Key]:
    """The records that determine the partitions of these."""
    for entry in entries:
        record = CATALOGUE[entry.type]
        parent = parent_of(entry.type, entry.fields)
        if parent is not None:
            yield parent
        audience = entry.fields.get(record.audience) if record.audience else None
        if audience:
            yield record.field(record.audience).target or "", str(audience)


def _nothing_dangles(database: Database, entries: Sequence[Entry]) -> None:
    """Every reference names a record of the pack or one that is there already."""
    stated = {(entry.type, entry.id) for entry in entries}
    if len(stated) != len(entries):
        twice = next(key for key, n in Counter((e.type, e.id) for e in entries).items() if n > 1)
        raise Refused("stated_twice", type=twice[0], id=twice[1])
    wanted: dict[Key, Entry] = {}
    for entry in entries:
        for each in CATALOGUE[entry.type].fields:
            if each.type is Type.REF and each.target and entry.fields.get(each.name):
                wanted.setdefault((each.target, entry.fields[each.name]), entry)
    missing = [key for key in wanted if key not in stated]
    with database.read() as connection:
        rows = Rows(connection)
        rows.prefetch(missing)
        for type, id in missing:
            if rows.get(type, id) is None:
                by = wanted[type, id]
                raise Refused("dangling", type=type, id=id, by_type=by.type, by=by.id)


def _no_version_is_replaced(database: Database, entries: Sequence[Entry]) -> None:
    """Published versions of a form are immutable: a change has to be a new version."""
    forms = {entry.id: entry for entry in entries if entry.type == "form_definition"}
    with database.read() as connection:
        rows = Rows(connection)
        for id, entry in forms.items():
            row = rows.get("form_definition", id)
            if row is None or "body" not in entry.fields:
                continue
            stands = {name: row.fields.get(name) for name in ("version", "body")}
            news = {name: entry.fields.get(name, stands[name]) for name in stands}
            if canonical(news) != canonical(stands):
                facts = {"id": id, "code": entry.fields.get("code"), "version": stands["version"]}
                raise Refused("form_version_taken", **facts)


def _describe(connection: Connection, company: Mapping[str, Any]) -> None:
    for name, key in (("company", "name"), ("timezone", "timezone"), ("company_id", "id")):
        if company.get(key):
            connection.execute(META.delete().where(META.c.name == name))
            connection.execute(insert(META).values(name=name, value=str(company[key])))


def _accounts(connection: Connection, logins: Sequence[Login]) -> int:
    """Passwords are set at creation only."""
    known = set(connection.scalars(select(ACCOUNT.c.user)))
    new = [login for login in logins if login.user not in known]
    for login in new:
        add_account(connection, login)
    return len(new)


def add_account(connection: Connection, login: Login) -> None:
    connection.execute(
        insert(ACCOUNT).values(
            user=login.user,
            person=login.person,
            password=hashed(login.password),
            disabled=0,
            failed=0,
        )
    )


def _slices(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[at : at + size] for at in range(0, len(items), size))
