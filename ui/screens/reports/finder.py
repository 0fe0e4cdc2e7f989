"""What the palette offers of reports and forms: by name, day and writer."""

from functools import partial

from desktop.application import Application
from desktop.queries import anywhere
from desktop.queries.anywhere import Written
from sync.catalogue.states import ReportState
from ui.finding import Found, best
from ui.forms import words
from ui.screens.reports import desk, entries


def find(app: Application, typed: str) -> list[Found]:
    titles = {
        form.kind if form.is_report else form.code: form.title.text(words.language())
        for form in desk.in_force(app)
    }
    with app.database.read() as connection:
        here = [one for one in anywhere.written(connection) if one.form or one.kind in titles]
    chosen = best(typed, here, partial(_title, titles), lambda one: one.date)
    return [_found(_title(titles, one), one) for one in chosen]


def _found(title: str, one: Written) -> Found:
    state = entries.state_name(one.state or ReportState.DRAFT)
    return Found(title, state, "clipboard-data", "reports", one.id)


def _title(titles: dict[str, str], one: Written) -> str:
    called = titles.get(one.form or one.kind, one.form)
    parts = (called, one.about, words.day(one.date) if one.date else "", one.person_name)
    return " · ".join(part for part in parts if part)
