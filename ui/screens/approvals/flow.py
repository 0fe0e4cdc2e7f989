"""The way of a request: who asked, who decided, with whom it is, and what the product does then."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from desktop.queries.approvals import Asked, Ruling, Station
from sync.catalogue.states import RequestState
from sync.clock import Clock
from ui.forms import words
from ui.widgets.timeline import Stage, Step

translate = QCoreApplication.translate
REFUSING = ("reject", "return")


def steps(
    asked: Asked,
    rulings: Sequence[Ruling],
    stations: Mapping[str, Station],
    me: str,
    clock: Clock,
    stand_ins: Sequence[str] = (),
) -> list[Step]:
    """`me` is my post. What was decided on older content, or too late, is no step of the way."""
    counted = [one for one in rulings if one.effective and one.rev in (None, asked.rev)]
    made = [_asking(asked, clock)]
    if asked.state == RequestState.WITHDRAWN:
        note = words.moment(asked.decided_at, clock)
        return [*made, Step(translate("Flow", "Withdrawn"), note, "refused", "arrow-back-up")]
    made += [_decided(ruling, stations, clock) for ruling in counted]
    if asked.state == RequestState.PENDING:
        made.append(_now(asked, stations, me, stand_ins))
        made += [_later(post, stations) for post in _ahead(asked, counted)]
    if not any(ruling.verdict in REFUSING for ruling in counted):
        made.append(_effect(asked))
    return made


def _ahead(asked: Asked, counted: Sequence[Ruling]) -> list[str]:
    """Back to who added a signer, and then what the request itself says of its way."""
    done = {one.on_behalf or one.post for one in counted} | {asked.approver, *asked.waiting}
    at = asked.path.index(asked.approver) + 1 if asked.approver in asked.path else len(asked.path)
    return [*reversed(asked.waiting), *(post for post in asked.path[at:] if post not in done)]


def _asking(asked: Asked, clock: Clock) -> Step:
    note = translate("Flow", "submitted") + " · " + words.moment(asked.submitted_at, clock)
    if asked.rev > 1:
        note += " · " + translate("Flow", "version {number}").format(number=asked.rev)
    return Step(asked.requester_name, note, "done")


def verdict(code: str) -> str:
    known = {
        "approve": translate("Flow", "approved"),
        "endorse": translate("Flow", "endorsed"),
        "reject": translate("Flow", "rejected"),
        "return": translate("Flow", "returned"),
        "delegate": translate("Flow", "passed on"),
        "add_signer": translate("Flow", "added a signer"),
    }
    return known.get(code, code)


def _decided(ruling: Ruling, stations: Mapping[str, Station], clock: Clock) -> Step:
    stage: Stage = "refused" if ruling.verdict in REFUSING else "done"
    said = _at_branch(ruling) or verdict(ruling.verdict)
    if ruling.on_behalf:
        said = translate("Flow", "{said} for {post}").format(
            said=said, post=_title(ruling.on_behalf, stations)
        )
    icon = "users" if ruling.verdict == "add_signer" else ""
    note = f"{said} · {words.moment(ruling.decided_at, clock)}"
    return Step(ruling.decider_name, note, stage, icon)


def _at_branch(ruling: Ruling) -> str:
    """How far an approval has come that the branch hub may give."""
    known = {
        "wanted": translate("Flow", "waits for the branch hub"),
        "branch": translate("Flow", "approved by the branch"),
    }
    return known.get(ruling.ruled, "")


def _title(post: str, stations: Mapping[str, Station]) -> str:
    station = stations.get(post)
    return (station.holder or station.title) if station else post


def _now(asked: Asked, stations: Mapping[str, Station], me: str, stand_ins: Sequence[str]) -> Step:
    """The desk it lies on, and who decides there in the holder's place."""
    post = asked.approver
    who, station = _title(post, stations), stations.get(post)
    if post == me:
        who = translate("Flow", "{name} (you)").format(name=who)
    parts = [station.title if station else ""]
    waits = translate("Flow", "to agree") if asked.waiting else translate("Flow", "waiting")
    parts.append(waits)
    if stand_ins:
        parts.append(translate("Flow", "stand-in {names}").format(names="、".join(stand_ins)))
    return Step(who, " · ".join(part for part in parts if part), "now")


def _later(post: str, stations: Mapping[str, Station]) -> Step:
    station = stations.get(post)
    note = f"{station.title if station else ''} · " + translate("Flow", "afterwards")
    return Step(_title(post, stations), note.removeprefix(" · "), "next")


def _effect(asked: Asked) -> Step:
    """What follows by itself once everybody agreed."""
    effects = {
        "special_price": translate("Flow", "price list created"),
        "discount": translate("Flow", "price list created"),
        "expense": translate("Flow", "sent to finance"),
        "credit": translate("Flow", "limit changed"),
        "gift": translate("Flow", "released to the warehouse"),
        "return_goods": translate("Flow", "return slip created"),
        "leave": translate("Flow", "attendance recorded"),
        "new_customer": translate("Flow", "card opened"),
        "report_sign": translate("Flow", "filed"),
    }
    done = asked.state == RequestState.APPROVED and not asked.pending  # headquarters agrees
    note = effects.get(asked.kind, translate("Flow", "in force"))
    note += " · " + (translate("Flow", "done") if done else translate("Flow", "automatic"))
    return Step(translate("Flow", "System"), note, "done" if done else "next")
