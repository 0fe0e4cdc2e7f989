"""import and export: foreign files, whole or not at all, every refused row with its reason."""

import argparse
import sys
from collections.abc import Sequence

from desktop.application import opened
from desktop.commands.account import ask_passphrase
from desktop.commands.output import Exit, line
from desktop.importing import Prepared, load_mapping
from desktop.usecases.export_records import Layout, export
from desktop.usecases.import_records import Preview
from sync.catalogue import record_type
from sync.words import sentence


def run_import(options: argparse.Namespace) -> Exit:
    """Without --skip-bad a single bad row keeps the others out, too."""
    mapping = load_mapping(options.mapping, options.type) if options.mapping else None
    progress = _Progress()
    with opened(options.profile, ask_passphrase) as application:
        found = application.preview_import(options.file, options.type, mapping, progress.report)
        progress.end()
        _say_refused(found.refused, options.language)
        made = options.dry_run or options.skip_bad or not found.refused
        if made and not options.dry_run:
            application.import_records(found, progress.report)
            progress.end()
    line(_counts(found, made))
    return Exit.REFUSED if found.refused else Exit.DONE


ON_PAPER = 8  # columns that fit an A4 page lying down


def run_export(options: argparse.Namespace) -> Exit:
    """The records of a type that meet every --filter; a PDF shows its first columns."""
    progress = _Progress()
    layout = None
    if options.to.suffix.lower() == ".pdf":
        layout = Layout(record_type(options.type).names[:ON_PAPER], {})
    with (
        opened(options.profile, ask_passphrase) as application,
        application.database.read() as connection,
    ):
        written = export(
            connection, options.type, options.to, options.filter, progress.report,
            layout=layout, zone=application.clock.zone.key, paper=getattr(options, "paper", None),
        )  # fmt: skip
    progress.end()
    line({"rows": written, "file": str(options.to)})
    return Exit.DONE


def _counts(found: Preview, made: bool) -> dict[str, int]:
    return {
        "rows": found.rows,
        "created": found.created if made else 0,
        "updated": found.updated if made else 0,
        "refused": len(found.refused),
    }


def _say_refused(rows: Sequence[Prepared], language: str) -> None:
    for one in rows:
        if one.refusal is None:
            continue
        line(
            {
                "row": one.row,
                "sheet": one.sheet,
                "problem": one.refusal.problem,
                "value": one.refusal.value,
                "text": sentence(one.refusal.problem, language, {"value": one.refusal.value}),
            }
        )


class _Progress:
    """One line on stderr where a person is watching, nothing elsewhere."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._said = -1

    def report(self, done: int, total: int) -> None:
        share = done * 100 // total if total else 100
        if self._watched and share != self._said:
            self._said = share
            sys.stderr.write(f"\r{done:,}/{total:,}")
            sys.stderr.flush()

    def end(self) -> None:
        if self._watched:
            sys.stderr.write("\r\x1b[K")
            self._said = -1
