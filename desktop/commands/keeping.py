"""backup, restore and doctor."""

import argparse
import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from desktop import credentials
from desktop.application import Application, opened
from desktop.commands.account import ask_passphrase
from desktop.commands.output import Exit, line, say
from desktop.queries.readiness import CLOCK_TOLERANCE, LITTLE_SPACE, clock_off
from desktop.store import backup, state
from desktop.usecases.rescue import rescue
from sync import words
from sync.clock import from_text

OLD_WORK = timedelta(days=7)


def run_backup(options: argparse.Namespace) -> Exit:
    with opened(options.profile, ask_passphrase) as application:
        size = _backup(application, options)
    line({"backup": str(options.file), "bytes": size})
    return Exit.DONE


def _backup(application: Application, options: argparse.Namespace) -> int:
    store, contents = application.database, application.contents
    return backup.write(store, options.file, ask_passphrase, contents)


def run_restore(options: argparse.Namespace) -> Exit:
    backup.restore(options.profile, options.file, ask_passphrase)
    line({"restored": str(options.profile)})
    return Exit.DONE


def run_rescue(options: argparse.Namespace) -> Exit:
    """Exit 1 when part of it could not be read."""
    done = rescue(options.profile, ask_passphrase)
    line({"rescued": done.kept, "whole": done.whole, "aside": str(done.aside)})
    say(done.told(), options.language)
    return Exit.DONE if done.whole else Exit.REFUSED


def run_doctor(options: argparse.Namespace) -> Exit:
    with opened(options.profile, ask_passphrase) as application:
        checks = list(_checks(application))
    for check, good, facts in checks:
        text = words.sentence(
            f"doctor_{check}_{'good' if good else 'bad'}", options.language, facts
        )
        line({"check": check, "ok": good, "facts": facts, "text": text})
    return Exit.DONE if all(good for _, good, _ in checks) else Exit.REFUSED


Check = tuple[str, bool, dict[str, Any]]


def _checks(application: Application) -> Iterator[Check]:
    yield _store(application)
    yield contents_checked(application)
    yield "key", True, {"kept": _keeper(application)}
    free = shutil.disk_usage(application.profile.folder).free
    yield "disk", free > LITTLE_SPACE, {"free": free}
    yield _clock(application)
    yield _unsent(application)


def _keeper(application: Application) -> str:
    return "passphrase" if credentials.needs_passphrase(application.profile) else "keyring"


def _store(application: Application) -> Check:
    with application.database.unlocked() as connection:
        found = connection.execute("PRAGMA quick_check(3)").fetchall()
        cipher = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    problems = [row[0] for row in found if row[0] != "ok"] + [row[0] for row in cipher]
    size = application.profile.store.stat().st_size
    return "store", not problems, {"bytes": size, "problems": problems}


def contents_checked(application: Application) -> Check:
    """Of attached files: the database they lie in, and each against its hash."""
    contents = application.contents
    problems = contents.problems()
    here = [] if problems else [each for each in contents.every() if each.is_here]
    damaged = [each for each in here if not contents.is_sound(each.sha256)]
    facts = {
        "files": len(here),
        "bytes": sum(each.size for each in here),
        "damaged": [each.sha256 for each in damaged],
        "problems": problems,
    }
    return "contents", not damaged and not problems, facts


def _clock(application: Application) -> Check:
    """Compared with the centre's time at the last synchronisation."""
    with application.database.read() as connection:
        off = clock_off(state.everything(connection))
    if off is None:
        return "clock", True, {}
    return "clock", abs(off) < CLOCK_TOLERANCE, {"seconds_off": round(off.total_seconds(), 1)}


def _unsent(application: Application) -> Check:
    status = application.status()
    age = timedelta(0)
    if status.oldest_unsent:
        age = max(application.clock.now() - from_text(status.oldest_unsent), age)
    facts = {
        "unsent": status.unsent,
        "oldest_seconds": int(age.total_seconds()),
        "refused": status.refused,
        "conflicts": status.conflicts,
        "last_sync_at": status.last_sync_at,
    }
    return "unsent", age < OLD_WORK and not status.refused, facts
