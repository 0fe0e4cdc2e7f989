"""dump and ledger: every record this profile holds, and every change ever made here."""

import argparse
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from desktop.application import opened
from desktop.commands.account import ask_passphrase
from desktop.commands.output import Exit, line, raw, say
from desktop.store import ledger, refusals
from desktop.store.tables import DELETED, LIVE, OURS, OUTBOX, RECORDS
from sync import dump
from sync.catalogue import CATALOGUE, record_type
from sync.catalogue.columns import fields_of
from sync.catalogue.states import ConflictState
from sync.errors import Problem


def run_dump(options: argparse.Namespace) -> Exit:
    if options.type:
        record_type(options.type)
    with (
        opened(options.profile, ask_passphrase) as application,
        application.database.read() as connection,
    ):
        if application.overdue:
            say(Problem("lease_over", days=application.overdue), options.language)
        if options.unsent:
            _unsent(connection)
        elif options.conflicts:
            _conflicts(connection)
        elif options.quarantine:
            _quarantine(connection)
        else:
            _records(connection, options.type, options.deleted)
    return Exit.DONE


def run_ledger(options: argparse.Namespace) -> Exit:
    with (
        opened(options.profile, ask_passphrase) as application,
        application.database.read() as connection,
    ):
        for each in ledger.lines(connection):
            line(each)
    return Exit.DONE


def _records(connection: Connection, only: str | None, deleted: bool) -> None:
    for type in sorted([only] if only else CATALOGUE):
        table, record = RECORDS[type], CATALOGUE[type]
        states = (LIVE, DELETED) if deleted else (LIVE,)
        statement = select(table).where(table.c.deleted.in_(states)).order_by(table.c.id)
        for row in connection.execute(statement).mappings():
            fields = fields_of(record, dict(row))
            raw(dump.line(type, row["id"], fields, row["deleted"] == DELETED))


def _unsent(connection: Connection) -> None:
    statement = select(OUTBOX).where(OURS).order_by(OUTBOX.c.key)
    for row in connection.execute(statement).mappings():
        line(
            {
                "key": row["key"],
                "do": row["name"],
                "id": row["record"],
                "since": row["at"],
                "state": row["state"],
            }
        )


def _quarantine(connection: Connection) -> None:
    for each in refusals.every(connection):
        rule = {"rule": each.rule} if each.rule else {}
        line(
            {
                "key": each.key,
                "do": each.name,
                "id": each.record,
                "status": each.status,
                "reason": each.problem,
                **rule,
                "facts": each.facts,
                "set": each.arguments,
            }
        )


def _conflicts(connection: Connection) -> None:
    table = RECORDS["conflict"]
    statement = (
        select(table)
        .where(table.c.state == ConflictState.OPEN, table.c.deleted == LIVE)
        .order_by(table.c.id)
    )
    for row in connection.execute(statement).mappings():
        line(_conflict(row["id"], fields_of(CATALOGUE["conflict"], dict(row))))


def _conflict(id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "conflict": id,
        "type": fields["type"],
        "record": fields["record"],
        "field": fields["field"],
        "mine": fields["mine"],
        "theirs": fields["theirs"],
        "base": fields["base"],
        "who": fields["author"],
        "when": fields["authored_at"],
    }
