"""The laptops the pictures are taken of: a rep away from the network, a manager, nobody's yet.

The demo company's real centre fills them over HTTP and is gone before the first picture.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop import credentials
from desktop.application import Application
from desktop.demo import centre, run
from desktop.store import state
from desktop.store.tables import REFUSED
from desktop.usecases.sign_in import Credentials, sign_in
from sync.clock import instant_text
from tests.support.laptops import laptop, receive

PASSPHRASE = "照相"
LONG_ZH = "杭州市余杭区未来科技城海创园文一西路九六九号商业综合体有限责任公司下属生鲜连锁分店"
LONG_EN = "Northern Hangzhou Wholesale Provisions and Household Goods Cooperative, Branch Twenty"
USERS = {"rep": "zhou", "manager": "zhang", "long": "zhou"}


def build(folder: Path) -> None:
    """A profile for each world in a folder of its name, its key under PASSPHRASE."""
    password = secrets.token_urlsafe(16)
    with centre.served(folder, lambda: run.pack(password)) as address:
        for world, user in USERS.items():
            given = Credentials(address, user, password, "photographer")
            with closing(sign_in(folder / world, given, lambda: PASSPHRASE)) as app:
                app.synchronise(lambda done, total: None)
    for world, fill in FILLS.items():
        with closing(Application.open(folder / world, lambda: PASSPHRASE)) as app:
            fill(app)
    empty(folder / "empty")


def rep(app: Application) -> None:
    """Edits that could not be sent yet, and one that was refused."""
    ids = _mine(app)
    for number, id in enumerate(ids[:12]):
        app.perform("customer.edit", id, {"remark": f"店长换人 {number}"})
    refused = {"name": "customer.edit", "record": ids[2], "at": app.clock.now_text(),
               "arguments": json.dumps({"phone": "0571-2"}), "status": "refused",
               "problem": "not_yours", "rule": "BR-OWN-06", "facts": "{}"}  # fmt: skip
    with app.database.write() as connection:
        connection.execute(REFUSED.insert().values(refused))


def long(app: Application) -> None:
    """Everything a person writes is as long as it may be."""
    rep(app)
    ids, planned = _mine(app), _planned(app)
    for number, id in enumerate(dict.fromkeys(planned + ids[:20])):
        name = (LONG_ZH, LONG_EN)[number % 2] + str(number)
        edit = {
            "name": name,
            "address": name * 2,
            "remark": name * 4,
            "phone": "0571-8000-4807" * 3,
        }
        app.perform("customer.edit", id, edit)
    for id in ids[:2]:
        app.perform("visit.record", None, _visit(app, id))


FILLS: Mapping[str, Callable[[Application], None]] = {"rep": rep, "long": long}
WORLDS = (*USERS, "empty")


def empty(folder: Path) -> None:
    """Somebody's first evening: signed in, no customer there yet."""
    app = laptop(folder)
    credentials.wrap(app.profile, app.database.key, lambda: PASSPHRASE)
    with app.database.write() as connection:
        state.put(connection, "tokens", [secrets.token_hex(16), secrets.token_hex(16), 3600])
        state.put(connection, "last_sync_at", _ago(app, 12))
    for id in ("c1", "c2"):
        receive(app, "customer", {id: ("terr:hz1", {})}, 9, "D")
    app.close()


def _visit(app: Application, customer: str) -> dict[str, Any]:
    words = "货架补齐，价签齐全，" * 12
    return {"customer": customer, "started_at": _ago(app, 1), "ended_at": _ago(app, 0.5),
            "purpose": "service", "outcome": words, "next_step": words}  # fmt: skip


def _ago(app: Application, hours: float) -> str:
    return instant_text(app.clock.now() - timedelta(hours=hours))


def _mine(app: Application) -> list[str]:
    """Customers as their list shows them, those seen last first."""
    return _column(app, "SELECT id FROM customer WHERE deleted = 0 ORDER BY last_visit_at DESC")


def _planned(app: Application) -> list[str]:
    today = f"'{app.clock.today().isoformat()}'"
    return _column(app, f"SELECT customer FROM plan_item WHERE deleted = 0 AND date >= {today}")[
        :20
    ]


def _column(app: Application, statement: str) -> list[str]:
    with app.database.read() as connection:
        return [row[0] for row in connection.exec_driver_sql(statement)]
