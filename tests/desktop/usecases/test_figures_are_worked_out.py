"""Nobody enters a figure: what a form computes is computed here, whoever asks (A3, E5)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.application import Application
from desktop.commands import applying
from sync.errors import BadValue, Refused
from tests.support.papers import desk

FORGED = {"derived": {"visits_done": 99, "order_actual": "99999.00"}}
DAY = {"kind": "daily", "date": "2026-11-20"}
WORDS = {"answers": {"reflections": "今天很顺利"}}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Application]:
    application = desk(tmp_path / "zhou", "zhou")
    yield application
    application.close()


@pytest.mark.parametrize("name", ["report.draft", "report.seal", "form.save", "form.seal"])
def test_a_figure_that_somebody_says_is_refused(office: Application, name: str) -> None:
    begun = office.perform("report.draft", set=DAY)
    with pytest.raises(BadValue) as caught:
        office.perform(name, begun.id, {**DAY, **WORDS, **FORGED})
    assert (caught.value.kind, caught.value.facts["field"]) == ("unknown_field", "derived")


def test_a_report_is_sealed_with_its_own_figures_and_not_empty(office: Application) -> None:
    begun = office.perform("report.draft", set=DAY)
    with pytest.raises(Refused) as caught:
        office.perform("report.seal", begun.id)
    assert (caught.value.kind, caught.value.facts["field"]) == ("form_incomplete", "reflections")
    office.perform("report.seal", begun.id, WORDS)
    with office.database.read() as connection:
        said = connection.exec_driver_sql("SELECT state, derived FROM report").one()
    assert (said[0], json.loads(said[1])["order_actual"]) == ("sealed", "1500.00")


def test_the_list_of_what_may_be_done_asks_for_no_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    applying._list()
    asked = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
    fields = {one["do"]: one["fields"] for one in asked}
    assert "answers" in fields["report.seal"]
    assert not [name for name, each in fields.items() if "derived" in each]
