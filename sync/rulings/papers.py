"""What a report or a form is held to: the definition it was written in, at both ends alike."""

from collections.abc import Mapping

from sync.catalogue import Value
from sync.errors import BadValue, Refused
from sync.forms import BadForm, Form, form_of
from sync.forms.checking import faults
from sync.forms.figures import GROUPS, keys_of
from sync.forms.shipped import shipped_as
from sync.rulings.records import Reader, Record

FIGURES = frozenset(keys_of(GROUPS))
REPORTS = {"daily": "daily_report", "weekly": "weekly_report", "monthly": "monthly_report"}
Fields = Mapping[str, Value]


def definition(read: Reader, paper: Fields) -> Form | None:
    """The version that the paper names, or the newest; None for one that nobody here knows."""
    code = str(paper.get("form") or REPORTS.get(str(paper.get("kind")), ""))
    found = read.find("form_definition", "code", code) if code else []
    published = {each.fields["version"]: each for each in found}
    version, newest = paper.get("form_version"), max(published, default=None)
    if version:
        known = _understood(published.get(version)) or shipped_as(code, version)
        if known is not None:
            return known
    own, theirs = shipped_as(code, None), _understood(published.get(newest))
    return theirs if theirs and (own is None or theirs.version > own.version) else own


def must_be_complete(read: Reader, paper: Fields, answers: Fields) -> None:
    """Raises Refused("form_incomplete") with the first answer that does not fit (BR-RPT-03)."""
    form = definition(read, paper)
    found = faults(form, answers) if form is not None else []
    if form is not None and found:
        fault = {"field": found[0].field, "reason": found[0].reason}
        raise Refused("form_incomplete", rule="BR-RPT-03", form=form.code, **fault)


def must_be_figures(derived: Value) -> None:
    """Raises BadValue for what is none of the figures that are worked out for a form."""
    unknown = sorted(set(derived or ()) - FIGURES)
    if unknown:
        raise BadValue("unknown_field", type="derived", field=unknown[0][:60])


def _understood(published: Record | None) -> Form | None:
    """None for a definition that says nothing, or nothing that is understood here."""
    if published is None:
        return None
    said = published.fields
    try:
        body, title = said.get("body"), str(said.get("title") or "")
        return form_of(body, str(said["code"]), said["version"], title) if body else None
    except (BadForm, ValueError, TypeError):
        return None
