"""What a hub decides by itself: approvals under an allotment of its own, each ruling signed.

It runs the decision in memory as the centre will, on its copy plus the queued changes, and counts
what it has granted before: so the centre can accept every ruling. Ruling is idempotent: the same
decision gets the same answer.
"""

import json
from decimal import Decimal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, delete, insert, select

from sync import signing
from sync.catalogue import canonical
from sync.catalogue.states import RequestState
from sync.clock import Clock
from sync.errors import Refused
from sync.mutations import mutation
from sync.relay import Rule, Ruled
from sync.rulings.allotments import ruled
from sync.server.accounts import Device
from sync.server.database import Database, head
from sync.server.executor import Author, Executor
from sync.server.hub_copy import known
from sync.server.hub_provisional import Provisional, Unwritten
from sync.server.rows import read_rows
from sync.server.scopes import Scopes
from sync.server.tables import RULING
from sync.wire import Envelope

DECIDE = "approval.decide"


class HubRulings:
    """The rulings of one hub."""

    def __init__(
        self, database: Database, key: bytes, scopes: Scopes, provisional: Provisional, clock: Clock
    ) -> None:
        self._database, self._scopes = database, scopes
        self._provisional, self._clock = provisional, clock
        self._key = Ed25519PrivateKey.from_private_bytes(key)

    def rule(self, device: Device, asked: Rule) -> Ruled:
        """Stores the ruling durably; raises Refused as the centre would, or `over_limit`."""
        arguments = mutation(DECIDE).check(asked.decision, asked.set)
        with self._database.write() as connection:
            lease = str(arguments.get("allotment"))
            content = ruled(lease, asked.decision, arguments)
            sig = signing.signature(self._key, content)
            if self._given(connection, asked.decision, sig):
                return Ruled(sig)
            arguments["ruling"] = sig
            journal = self._provisional.journal(connection)
            taken = self._run(connection, journal, device, asked, arguments)
            self._count(connection, journal, lease, taken)
            self._note(connection, asked.decision, lease, arguments, taken, sig)
        return Ruled(sig)

    def _given(self, connection: Connection, decision: str, sig: str) -> bool:
        """Whether this very ruling was given before; another one about it never is."""
        found = select(RULING.c.sig).where(RULING.c.decision == decision)
        given = connection.execute(found).scalar()
        if given not in (None, sig):
            raise Refused("id_taken", type="decision", id=decision)
        return given is not None

    def _run(
        self,
        connection: Connection,
        journal: Unwritten,
        device: Device,
        asked: Rule,
        arguments: dict[str, object],
    ) -> Decimal:
        """Runs the decision in memory; returns the amount it takes of the allotment."""
        now = head(connection)
        lease = journal.rows.get("branch_allotment", str(arguments.get("allotment")))
        hub = known(connection, "membership").get("hub")
        today = self._scopes.today()
        mine = lease is not None and not lease.deleted and lease.fields["hub"] == hub
        if lease is None or not mine:
            raise Refused("not_allotted", rule="BR-APR-06", allotment=arguments.get("allotment"))
        if today > lease.fields["until"]:
            raise Refused("allotment_over", rule="BR-APR-06", until=lease.fields["until"])
        author = Author(device.id, self._scopes.of(connection, now.org, device.person))
        seen = {f"approval_request/{arguments['request']}": journal.seq}  # `on_hash` says what was
        envelope = Envelope(0, DECIDE, asked.decision, arguments, asked.at, base=seen)
        Executor(journal, author, asked.at, today).run(envelope, mutation(DECIDE), arguments)
        decision = journal.rows.get("decision", asked.decision)
        assert decision is not None
        return Decimal(decision.fields["charged"])

    def _count(
        self, connection: Connection, journal: Unwritten, lease: str, taken: Decimal
    ) -> None:
        """Counts granted amounts, too, that the centre may still receive."""
        given = select(RULING.c.about, RULING.c.amount).where(RULING.c.allotment == lease)
        outside = sum(
            (
                Decimal(amount)
                for about, amount in connection.execute(given).all()
                if _may_come(connection, journal, lease, about)
            ),
            Decimal(0),
        )
        row = journal.rows.get("branch_allotment", lease)
        assert row is not None
        left = Decimal(row.fields["amount"]) - Decimal(row.fields["used"]) - outside
        if left < 0:
            limit = f"{max(left + taken, Decimal(0)):.2f}"
            raise Refused("over_limit", rule="BR-APR-06", limit=limit, amount=f"{taken:.2f}")

    def _note(
        self,
        connection: Connection,
        decision: str,
        lease: str,
        arguments: dict[str, object],
        taken: Decimal,
        sig: str,
    ) -> None:
        """One amount for one content of a request at one step, whoever approves it, however often:
        only one of these approvals can count. Under another allotment it is refused."""
        about = canonical([arguments.get(name) for name in ("request", "on_ver", "on_step")])
        same = RULING.c.about == about
        before = connection.execute(select(RULING.c.allotment).where(same)).scalar()
        if before not in (None, lease):
            raise Refused("already_decided", rule="BR-APR-05", state=RequestState.APPROVED)
        connection.execute(delete(RULING).where(same))
        row = {"decision": decision, "allotment": lease, "about": about, "sig": sig}
        row |= {"amount": f"{taken:.2f}", "at": self._clock.now_text()}
        connection.execute(insert(RULING).values(row))


def _may_come(connection: Connection, journal: Unwritten, lease: str, about: str) -> bool:
    """Whether a ruling may still be accepted by the centre, and is not in its used amount yet.

    The centre accepts it only while the request has the revision and step it was ruled on, and
    neither ever decreases: once they differ *at the centre* the amount is free again. Changes that
    are only queued here may be refused, and free nothing.
    """
    request, rev, *steps = json.loads(about)
    decided = journal.rows.find("decision", "request", request)
    if any(each.fields["allotment"] == lease and each.fields["rev"] == rev for each in decided):
        return False
    asked = next(read_rows(connection, "approval_request", [request]), None)
    if asked is None or asked.fields["rev"] < rev:
        return True
    stands = asked.fields["state"] == RequestState.PENDING and asked.fields["rev"] == rev
    return stands and not asked.deleted and steps in ([], [None], [asked.fields["step"]])
