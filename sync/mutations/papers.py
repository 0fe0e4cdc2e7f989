"""Reports and forms: drafts merge, sealing freezes, the direct superior signs."""

import re
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid5

from sync.catalogue import CATALOGUE, Field, Value
from sync.catalogue.states import OPEN_REPORTS, ReportState
from sync.errors import Refused
from sync.mutations.model import (
    Arguments,
    Context,
    Delete,
    Insert,
    Mutation,
    Op,
    Record,
    Update,
    flat,
    with_paths,
)
from sync.mutations.road import own_post
from sync.rulings.papers import must_be_complete, must_be_figures

REPORTS = UUID("4f0c9a52-6c54-5f0e-9e0b-0d2c3a6f7e11")
WORKED_OUT = re.compile(r"[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?5")  # a UUIDv5


def report_id(person: str, kind: str, period: str) -> str:
    """One report a person, kind and period, whichever laptop begins it."""
    return str(uuid5(REPORTS, f"{person}|{kind}|{period}"))


def draft_report(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Begins a report, or refreshes what it derives as long as it is not sealed."""
    existing = context.read.get("report", id)
    must_be_figures(set.get("derived"))
    if existing is None:
        _own_id(context, id, set)
        who: dict[str, Value] = {"post": own_post(context), "person": context.actor.person}
        return [Insert("report", id, {"state": ReportState.DRAFT, **set, **who})]
    _open(context, id)
    changed = {name: set[name] for name in ("answers",) if name in set}
    derived = {"derived": set["derived"]} if "derived" in set else {}
    return [Update("report", id, {**flat("report", changed), **derived})]


def _own_id(context: Context, id: str, set: Arguments) -> None:
    """An id worked out from a person and a period is that person's, who may be yet to begin."""
    own = report_id(context.actor.person, set["kind"], set.get("period") or set["date"])
    if WORKED_OUT.match(id) and id != own:
        raise Refused("not_yours", type="report", id=id)


def _open(context: Context, id: str) -> None:
    report = context.record("report", id)
    if report.fields["person"] != context.actor.person:
        raise Refused("not_yours", type="report", id=id)
    if report.fields["state"] not in OPEN_REPORTS:
        raise Refused("already_sealed", rule="BR-RPT-03", id=id)


def seal_report(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Freezes the report (BR-RPT-06: what counts is when it was sealed)."""
    _open(context, id)
    return [Update("report", id, _sealed(context, context.record("report", id), set))]


def _sealed(context: Context, paper: Record, set: Arguments) -> dict[str, Value]:
    """What was written is whole, and the figures are those that its form asks for."""
    answers = flat(paper.type, {"answers": set.get("answers") or {}})
    whole = with_paths(paper.fields, answers).get("answers") or {}
    must_be_complete(context.read, paper.fields, whole)
    must_be_figures(set.get("derived"))
    derived = {"derived": set["derived"]} if set.get("derived") else {}
    return {**answers, **derived, "state": ReportState.SEALED, "sealed_at": context.at}


def review_report(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """The direct superior signs or returns, with a comment (BR-RPT-03, BR-CMD-02)."""
    report = context.record("report", id)
    post = context.record("post", report.fields["post"])
    if context.actor.post is None or post.fields.get("superior") != context.actor.post:
        raise Refused("not_direct_superior", rule="BR-CMD-02", id=id)
    if report.fields["state"] != ReportState.SEALED:
        raise Refused("not_sealed", id=id, state=report.fields["state"])
    if not (set.get("comment") or "").strip():
        raise Refused("comment_needed", rule="BR-RPT-03")
    state = {"sign": ReportState.SIGNED, "return": ReportState.RETURNED}[set["verdict"]]
    return [
        Update(
            "report",
            id,
            {
                "state": state,
                "reviewer": context.actor.person,
                "review_comment": set["comment"],
                "reviewed_at": context.at,
            },
        )
    ]


def form_id(person: str, form: str, period: str, subject: str) -> str:
    """One form a person, period and subject, whichever laptop begins it."""
    return str(uuid5(REPORTS, f"{person}|{form}|{period}|{subject}"))


def save_form(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Begins a form, or keeps what was written; its subject may be chosen until it is sealed."""
    existing = context.read.get("form_instance", id)
    must_be_figures(set.get("derived"))
    if existing is None or existing.deleted:
        who: dict[str, Value] = {"post": own_post(context), "person": context.actor.person}
        return [Insert("form_instance", id, {"state": ReportState.DRAFT, **set, **who})]
    _own_open_form(context, id)
    changed = {name: set[name] for name in ("subject_type", "subject", "derived") if name in set}
    answers = flat("form_instance", {"answers": set.get("answers") or {}})
    return [Update("form_instance", id, {**changed, **answers})]


def _own_open_form(context: Context, id: str) -> None:
    form = context.record("form_instance", id)
    if form.fields["person"] != context.actor.person:
        raise Refused("not_yours", type="form_instance", id=id)
    if form.fields["state"] not in OPEN_REPORTS:
        raise Refused("already_sealed", id=id)


def seal_form(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Freezes the form with its figures; it goes to the direct superior where its chain says so."""
    _own_open_form(context, id)
    form = context.record("form_instance", id)
    return [Update("form_instance", id, _sealed(context, form, set))]


# verdict -> the state it needs, the state it makes, whether it needs a word
VERDICTS = {
    "sign": (ReportState.SEALED, ReportState.SIGNED, False),
    "return": (ReportState.SEALED, ReportState.RETURNED, True),
    "acknowledge": (ReportState.SEALED, ReportState.ACKNOWLEDGED, False),
    "handle": (ReportState.ACKNOWLEDGED, ReportState.HANDLED, True),
    "close": (ReportState.HANDLED, ReportState.CLOSED, True),
}


def review_form(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """The direct superior signs or returns; an urgent one is acknowledged, handled, closed."""
    form = context.record("form_instance", id)
    post = context.record("post", form.fields["post"])
    if context.actor.post is None or post.fields.get("superior") != context.actor.post:
        raise Refused("not_direct_superior", rule="BR-CMD-02", id=id)
    needed, state, with_word = VERDICTS[set["verdict"]]
    if form.fields["state"] != needed:
        raise Refused("not_sealed", id=id, state=form.fields["state"])
    if with_word and not (set.get("comment") or "").strip():
        raise Refused("comment_needed", rule="BR-RPT-03")
    said = {"reviewer": context.actor.person, "reviewed_at": context.at}
    words = {"review_comment": set["comment"]} if set.get("comment") else {}
    return [Update("form_instance", id, {"state": state, **said, **words})]


def discard_form(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """A draft that nobody has seen goes; what was sealed once stays."""
    _own_open_form(context, id)
    if context.record("form_instance", id).fields.get("sealed_at"):
        raise Refused("already_sealed", id=id)
    return [Delete("form_instance", id)]


def _of(type: str, *names: str) -> tuple[Field, ...]:
    record = CATALOGUE[type]
    return tuple(replace(record.field(name), required=False) for name in names)


MUTATIONS = (
    Mutation(
        "report.draft",
        _of("report", "kind", "date", "period", "form", "form_version", "answers", "derived"),
        draft_report,
        new=True,
        required=frozenset({"kind", "date"}),
    ),
    Mutation("report.seal", _of("report", "answers", "derived"), seal_report, urgency=4),
    Mutation(
        "report.review",
        (
            Field("verdict", choices=("sign", "return")),
            Field("comment", longest=5_000),
        ),
        review_report,
        own_authority=True,
        urgency=3,
        required=frozenset({"verdict"}),
    ),
    Mutation(
        "form.save",
        _of(
            "form_instance",
            "form",
            "form_version",
            "date",
            "subject_type",
            "subject",
            "period",
            "answers",
            "derived",
        ),
        save_form,
        new=True,
    ),
    Mutation("form.seal", _of("form_instance", "answers", "derived"), seal_form, urgency=2),
    Mutation(
        "form.review",
        (Field("verdict", choices=tuple(VERDICTS)), Field("comment", longest=5_000)),
        review_form,
        own_authority=True,
        urgency=3,
        required=frozenset({"verdict"}),
    ),
    Mutation("form.discard", (), discard_form),
)
