"""A laptop with a real encrypted store, filled as if it had synchronised."""

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.application import Application, clock_of
from desktop.paths import Profile
from desktop.store import migrate, receiving, state
from desktop.store.database import Database
from desktop.store.rows import index_due
from sync.wire import Group

Fields = Mapping[str, Any]

COMPANY: Mapping[str, Mapping[str, tuple[str, Fields]]] = {
    "territory": {"hz1": ("all", {"name": "杭州一片"}), "hz2": ("all", {"name": "杭州二片"})},
    "post": {
        "mgr": ("all", {"title": "区域经理", "territories": []}),
        "rep1": ("all", {"title": "业务员", "superior": "mgr", "territories": ["hz1"]}),
    },
    "person": {
        "zhou": ("all", {"name": "周婷", "user": "zhou", "roles": ["rep"]}),
        "zhang": ("all", {"name": "张立群", "user": "zhang", "roles": ["manager"]}),
    },
    "post_assignment": {
        "a1": ("all", {"person": "zhou", "post": "rep1"}),
        "a2": ("all", {"person": "zhang", "post": "mgr"}),
    },
    "customer": {
        "c1": (
            "terr:hz1",
            {
                "name": "联佳超市文三路店",
                "territory": "hz1",
                "phone": "0571-88001234",
                "class": "A",
            },
        ),
        "c2": ("terr:hz1", {"name": "仁济大药房凤起路店", "territory": "hz1", "class": "B"}),
    },
}


def receive(
    application: Application,
    type: str,
    rows: Mapping[str, tuple[str, Fields]],
    seq: int = 1,
    op: str = "I",
) -> None:
    """Rows as a reply of the centre would bring them: {id: (partition, fields)}."""
    groups = [
        Group(type, op, [id], [seq], part, list(fields), [[value] for value in fields.values()])
        for id, (part, fields) in rows.items()
    ]
    with application.database.write() as connection:
        receiving.apply(connection, groups)
        index_due(connection, len(groups))


def laptop(folder: Path, person: str = "zhou", parts: Sequence[str] = ()) -> Application:
    """A signed-in laptop of the small company, in step with a centre that is out of reach."""
    profile = Profile(folder)
    profile.make()
    database = Database(profile.store, secrets.token_bytes(32))
    migrate.upgrade(database)
    with database.write() as connection:
        state.put(connection, "person", person)
        state.put(connection, "user", person)
        state.put(connection, "device", "dev-test")
        state.put(connection, "key", secrets.token_hex(32))
        state.put(connection, "epoch", "e1")
        state.put(connection, "cursor", 1)
        state.put(connection, "server", "http://127.0.0.1:9")
        state.put(connection, "parts", list(parts))
    application = Application(profile, database, clock_of(database))
    for type, rows in COMPANY.items():
        receive(application, type, rows)
    application.refresh_me()
    return application
