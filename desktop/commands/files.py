"""attach and fetch: files that hang on records."""

import argparse
from pathlib import Path

from desktop.application import Application, opened
from desktop.commands.account import ask_passphrase
from desktop.commands.output import Exit, line
from desktop.usecases.attaching import NewFile
from sync.errors import BadValue, Problem


def run_attach(options: argparse.Namespace) -> Exit:
    """Kept here at once; `sync` carries it to the centre."""
    subject_type, _, subject = options.to.partition("/")
    if not subject:
        raise BadValue(field="to", value=options.to[:60], wanted="TYPE/ID")
    with opened(options.profile, ask_passphrase) as application:
        new = NewFile(options.file.name, options.file)
        done = application.attach(subject_type, subject, new, lambda done, total: None)
        named = application.files.named(done.id)
    line({"attachment": done.id, "sha256": named.sha256, "size": named.size})
    return Exit.DONE


def run_fetch(options: argparse.Namespace) -> Exit:
    """Writes one file's content, asking the centre for it where it is not here."""
    with opened(options.profile, ask_passphrase) as application:
        named = application.files.named(options.attachment)
        if not application.files.want(options.attachment).is_here:
            application.files.carry(lambda done, total: None)
        _write(application, named.sha256, options.to)
    line({"attachment": named.id, "file": str(options.to), "size": named.size})
    return Exit.DONE


def _write(application: Application, sha256: str, target: Path) -> None:
    content = application.contents.get(sha256)
    if content is None or not content.is_here:
        kind = content.problem if content is not None and content.problem else "not_here"
        raise Problem(kind, type="attachment", id=sha256)
    application.files.write(sha256, target)
