"""apply: use cases from JSON lines, one answer a line, in order, durable before it is printed."""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from desktop.application import Application, opened
from desktop.commands.account import ask_passphrase
from desktop.commands.output import Exit, answer, line
from desktop.store import state
from desktop.usecases.perform import Performed
from desktop.usecases.prepare import WORKED_OUT
from sync.clock import instant_text
from sync.errors import BadValue, Problem, Refused
from sync.mutations import MUTATIONS


def run_apply(options: argparse.Namespace) -> Exit:
    if options.list:
        _list()
        return Exit.DONE
    with opened(options.profile, ask_passphrase) as application:
        at = _moment(application, options.at)
        _shift(application, options.clock_offset)
        if options.atomic:
            return _atomic(application, _lines(options), at, options.language)
        refused = False
        for text in _lines(options):
            refused |= not _apply_line(application, text, at, options.language)
    return Exit.REFUSED if refused else Exit.DONE


def _list() -> None:
    for name, wanted in sorted(MUTATIONS.items()):
        fields = {
            field.name: {
                "type": field.type.value,
                **({"required": True} if field.name in wanted.required else {}),
                **({"choices": list(field.choices)} if field.choices else {}),
            }
            for field in wanted.fields
            if not (name in WORKED_OUT and field.name == "derived")
        }
        if name == "conflict.resolve":
            fields["conflict"] = {"type": "ref", "required": True}
        line({"do": name, "new": wanted.new, "fields": fields})


def _lines(options: argparse.Namespace) -> Iterator[str]:
    """Bytes that are no UTF-8 make their own line a bad one, and no other."""
    if options.file is None or str(options.file) == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
        yield from (text for text in sys.stdin if text.strip())
        return
    with options.file.open(encoding="utf-8-sig", errors="surrogateescape") as source:
        yield from (text for text in source if text.strip())


def _apply_line(application: Application, text: str, at: str | None, language: str) -> bool:
    """Performs and answers one line; true when it was done."""
    try:
        asked = _parse(text)
    except Problem as error:
        line(answer(error, language))
        return False
    try:
        with application.database.write() as connection:
            done = _perform(application, connection, asked, at)
    except Problem as error:
        line(answer(error, language, asked.get("id")))
        return False
    line(_done(done))
    return True


def _atomic(application: Application, lines: Iterator[str], at: str | None, language: str) -> Exit:
    """All or nothing: a failure is answered by one line and nothing is written."""
    id: str | None = None
    try:
        with application.database.write() as connection:
            answers = []
            for text in lines:
                asked = _parse(text)
                id = asked.get("id")
                answers.append(_done(_perform(application, connection, asked, at)))
    except Problem as error:
        line(answer(error, language, id))
        return Exit.REFUSED
    for each in answers:
        line(each)
    return Exit.DONE


def _parse(text: str) -> dict[str, Any]:
    try:
        asked = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise BadValue("not_json", line=text[:60]) from None
    if not isinstance(asked, dict) or not isinstance(asked.get("do"), str):
        raise BadValue("not_json", line=text[:60])
    id = asked.get("id")
    if id is not None and not isinstance(id, str):
        raise BadValue(field="id", value=str(id)[:60], wanted="text")
    return asked


def _perform(
    application: Application, connection: Connection, asked: dict[str, Any], at: str | None
) -> Performed:
    unknown = set(asked) - {"do", "id", "set", "at"}  # `at`, of `device unsent`, is for its reader
    if unknown:
        raise BadValue("unknown_field", type=asked["do"], field=sorted(unknown)[0])
    given = asked.get("set")
    arguments = {} if given is None else given
    if not isinstance(arguments, dict):
        raise BadValue(field="set", value=str(arguments)[:60], wanted="a map")
    return application.perform_in(connection, asked["do"], asked.get("id"), arguments, at)


def _done(done: Performed) -> dict[str, Any]:
    result = {"result": dict(done.result)} if done.result else {}
    return {"ok": True, "id": done.id, **result}


def _moment(application: Application, at: str | None) -> str | None:
    """`--at` shifts the authored time, only in a profile that was made for trials."""
    if at is None:
        return None
    _needs_trial(application)
    try:
        return instant_text(datetime.fromisoformat(at))
    except ValueError:
        raise BadValue(field="at", value=at[:60], wanted="RFC 3339") from None


def _needs_trial(application: Application) -> None:
    with application.database.read() as connection:
        if not state.get(connection, "trial", False):
            raise Refused("trial_only")


def _shift(application: Application, seconds: float | None) -> None:
    """A wrong clock, for this call only; in a profile that was made for trials."""
    if seconds is not None:
        _needs_trial(application)
        application.clock.offset = timedelta(seconds=seconds)
