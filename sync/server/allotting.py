"""Allotments: what the centre lets a branch hub approve by itself; granted, listed, taken back."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from sync import signing
from sync.catalogue import CATALOGUE, Value
from sync.catalogue.approvals import KINDS
from sync.errors import BadValue, Refused
from sync.rulings.allotments import granted
from sync.server.centre import Centre
from sync.server.draft import Draft
from sync.server.journal import Journal
from sync.server.provenance import Provenance
from sync.server.tables import HUB, RECORDS

TYPE = CATALOGUE["branch_allotment"]
TABLE = RECORDS["branch_allotment"]
TOLD = ("hub", "hub_name", "unit", "kinds", "each", "amount", "until", "closed", "used")


class Allotting:
    """Allotments of one centre's hubs."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._database = centre.database

    def grant(self, hub: str, terms: Mapping[str, Value]) -> dict[str, Any]:
        """`terms`: kinds, each (or None), amount, until. Raises Refused for no such hub."""
        amount = Decimal(TYPE.field("amount").check(terms["amount"]))
        if amount <= 0:
            raise BadValue(field="amount", value=str(terms["amount"])[:60], wanted="> 0")
        each = TYPE.field("each").check(terms["each"])
        if each is not None and not 0 < Decimal(each) <= amount:
            raise BadValue(
                field="each", value=str(terms["each"])[:60], wanted=f"> 0, at most {amount}"
            )
        if TYPE.field("until").check(terms["until"]) < self._today():
            raise BadValue(field="until", value=str(terms["until"])[:60], wanted="today or later")
        with self._database.write() as connection:
            journal = Journal(connection)
            found = connection.execute(select(HUB).where(HUB.c.id == hub)).first()
            if found is None or found.revoked or not found.key:
                raise Refused("not_found", type="hub", id=hub[:64])
            _known(connection, terms["kinds"])
            id = str(uuid.uuid4())
            fields = {**terms, "hub": hub, "signer": found.key, "unit": found.unit}
            fields = {name: TYPE.field(name).check(value) for name, value in fields.items()}
            sig = signing.signature(self._centre.keys.signer, granted(id, fields))
            own = {"hub_name": found.name, "closed": False, "sig": sig, "used": "0.00"}
            draft = Draft(journal.rows)
            draft.insert(TYPE.name, id, dict.fromkeys(TYPE.names) | fields | own)
            self._commit(journal, draft, "hub.allot")
        return {"allotment": id, **{name: (fields | own).get(name) for name in TOLD}}

    def every(self) -> Iterator[dict[str, Any]]:
        with self._database.read() as connection:
            rows = connection.execute(select(TABLE).order_by(TABLE.c.until, TABLE.c.id)).mappings()
            for row in rows:
                fields = {name: TYPE.field(name).from_sql(row[name]) for name in TOLD}
                yield {"allotment": row["id"], **fields}

    def take_back(self, id: str) -> dict[str, Any]:
        """Ends an allotment; rulings that have not reached the centre by now are void."""
        with self._database.write() as connection:
            journal = Journal(connection)
            draft = Draft(journal.rows)
            row = draft.get(TYPE.name, id)
            if row is None or row.deleted:
                raise Refused("not_found", type=TYPE.name, id=id[:64])
            if not row.fields.get("closed"):
                draft.update(row, {"closed": True})
            self._commit(journal, draft, "hub.take_back")
            return {"allotment": id, "used": row.fields.get("used"), "closed": True}

    def of_hub(self, hub: str) -> list[str]:
        """The live allotments of a hub."""
        mine = select(TABLE.c.id).where(TABLE.c.hub == hub, TABLE.c.closed == 0)
        with self._database.read() as connection:
            return list(connection.scalars(mine))

    def _today(self) -> str:
        return self._centre.clock.today().isoformat()

    def _commit(self, journal: Journal, draft: Draft, name: str) -> None:
        draft.place()
        now = self._centre.clock.now_text()
        journal.commit(draft, Provenance.local(name, now))
        journal.flush()


def _known(connection: Connection, kinds: Sequence[str]) -> None:
    """Raises BadValue for a kind that nobody in this company can ask for."""
    posts = RECORDS["post"]
    limits = connection.scalars(select(posts.c.limits).where(posts.c.deleted == 0))
    own = {kind for each in limits for kind in json.loads(each or "{}")}
    for kind in kinds:
        if kind not in KINDS and kind not in own:
            raise BadValue("unknown_kind", value=kind[:60])
