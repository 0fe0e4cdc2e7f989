"""The way of a request: who asked, who decided, with whom it is, and what the product does then."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from desktop.queries.approvals import Asked, Ruling, Station
from sync.clock import Clock
from ui.forms import words
from ui.widgets.stories import Stage, Step

translate = QCoreApplication.translate
REFUSING = ("reject", "return")


def steps(
    asked: Asked,
    rulings: Sequence[Ruling],
    stations: Mapping[str, Station],
    me: str,
    clock: Clock,
) -> list[Step]:
    """`me` is my post."""
    made = [_asking(asked, clock)]
    by_step = {ruling.step: ruling for ruling in rulings}
    path = asked.path or (asked.approver,)
    for number, post in enumerate(path, start=1):
        ruling = by_step.get(number)
        if ruling is not None:
            made.append(_decided(ruling, clock))
        else:
            made.append(_desk(asked, number, post, stations.get(post), me))
    if asked.state == "withdrawn":
        note = words.moment(asked.decided_at, clock)
        made = [
            made[0],
            Step(translate("Flow", "Withdrawn"), note, "refused", "arrow-back-up"),
        ]
    elif not any(ruling.verdict in REFUSING for ruling in rulings):
        made.append(_effect(asked))
    return made


def _asking(asked: Asked, clock: Clock) -> Step:
    note = translate("Flow", "asked") + " · " + words.moment(asked.submitted_at, clock)
    return Step(asked.requester_name, note, "done")


def verdict(code: str) -> str:
    known = {
        "approve": translate("Flow", "approved"),
        "endorse": translate("Flow", "endorsed"),
        "reject": translate("Flow", "rejected"),
        "return": translate("Flow", "returned"),
        "delegate": translate("Flow", "handed on"),
    }
    return known.get(code, code)


def _decided(ruling: Ruling, clock: Clock) -> Step:
    stage: Stage = "refused" if ruling.verdict in REFUSING else "done"
    note = f"{verdict(ruling.verdict)} · {words.moment(ruling.decided_at, clock)}"
    return Step(ruling.decider_name, note, stage)


def _desk(asked: Asked, number: int, post: str, station: Station | None, me: str) -> Step:
    who = (station.holder or station.title) if station else post
    title = station.title if station else ""
    if number == asked.step and asked.state == "pending":
        if post == me:
            who = translate("Flow", "{name} (you)").format(name=who)
        note = f"{title} · " + translate("Flow", "waiting")
        return Step(who, note.removeprefix(" · "), "now")
    return Step(who, f"{title} · " + translate("Flow", "afterwards"), "next")


def _effect(asked: Asked) -> Step:
    """What follows by itself once everybody agreed."""
    effects = {
        "special_price": translate("Flow", "price list made"),
        "discount": translate("Flow", "price list made"),
        "expense": translate("Flow", "sent to finance"),
        "credit": translate("Flow", "limit changed"),
        "gift": translate("Flow", "released to the warehouse"),
        "return_goods": translate("Flow", "return slip made"),
        "leave": translate("Flow", "calendar marked"),
        "new_customer": translate("Flow", "card opened"),
        "report_sign": translate("Flow", "filed"),
    }
    done = asked.state == "approved"
    note = effects.get(asked.kind, translate("Flow", "in force"))
    note += " · " + (translate("Flow", "done") if done else translate("Flow", "by itself"))
    return Step(translate("Flow", "Centre"), note, "done" if done else "next")
