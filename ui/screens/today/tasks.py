"""One thing to do in words: what, why, where it opens, and what can be done about it right here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.queries.today import Task
from sync.catalogue.states import ReportState
from sync.clock import Clock
from ui.forms import words
from ui.words import is_chinese

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Todo:
    """A task as it is shown. `where`/`what` open it; `act` names what the inline button does:
    plan_collect, plan_service, plan_again, dismiss, or "" for none."""

    id: str
    group: str
    icon: str
    tint: str
    title: str
    note: str
    where: str
    what: Mapping[str, Any] = field(default_factory=dict)
    act: str = ""
    customer: str = ""


def todo(task: Task, clock: Clock, me: str) -> Todo:
    """What belongs to somebody of my team names them, and is not planned on my own road."""
    made = _SHOWN[task.kind](task, clock)
    owner = task.facts.get("owner", me)
    if owner == me:
        return made
    return replace(made, note=f"{task.facts['owner_name']} · {made.note}", act="")


def act_name(act: str) -> str:
    return {
        "plan_collect": translate("Tasks", "Plan today"),
        "plan_service": translate("Tasks", "Plan today"),
        "plan_again": translate("Tasks", "Replan today"),
        "dismiss": translate("Tasks", "Dismiss"),
    }.get(act, "")


def _approvals(task: Task, clock: Clock) -> Todo:
    late = task.group == "overdue"
    said = (
        translate("Tasks", "Overdue requests: {count}")
        if late
        else translate("Tasks", "Requests waiting for your decision: {count}")
    )
    note = translate("Tasks", "most urgent: {who} · {title}")
    return Todo(
        id=f"approvals-{task.group}",
        group=task.group,
        icon="clipboard-check",
        tint="bad" if late else "accent",
        title=said.format(count=task.facts["count"]),
        note=note.format(who=task.facts["who"], title=task.facts["title"]),
        where="approvals",
        what={"id": task.id},
    )


def _standing_in(task: Task, clock: Clock) -> Todo:
    title = translate("Tasks", "Requests you decide as stand-in: {count}")
    note = translate("Tasks", "for {names} · {title}")
    names = translate("Tasks", ", ").join(task.facts["names"])
    return Todo(
        id="standing_in",
        group=task.group,
        icon="user-share",
        tint="bad" if task.group == "overdue" else "accent",
        title=title.format(count=task.facts["count"]),
        note=note.format(names=names, title=task.facts["title"]),
        where="approvals",
        what={"id": task.id},
    )


def _mend_request(task: Task, clock: Clock) -> Todo:
    return _mend(task, translate("Tasks", "Change the request: {title}"), "approvals")


def _mend_form(task: Task, clock: Clock) -> Todo:
    form = (
        task.facts["title"].text("zh_CN" if is_chinese() else "en") if task.facts["title"] else ""
    )
    title = translate("Tasks", "{form} was returned: {title}").replace("{form}", form)
    return _mend(task, title, "reports")


def _mend(task: Task, title: str, where: str) -> Todo:
    parts = (task.facts["who"], task.facts["comment"])
    return Todo(
        id=f"{task.kind}-{task.id}",
        group=task.group,
        icon="arrow-back-up",
        tint="warn",
        title=title.replace("{title}", task.name),
        note=" · ".join(part for part in parts if part),
        where=where,
        what={"id": task.id},
    )


def _to_sign(task: Task, clock: Clock) -> Todo:
    names = translate("Tasks", ", ").join(task.facts["names"])
    title = translate("Tasks", "Reports waiting for your signature: {count}")
    return Todo(
        id=f"to_sign-{task.group}",
        group=task.group,
        icon="signature",
        tint="violet",
        title=title.format(count=task.facts["count"]),
        note=names,
        where="reports",
        what={"id": task.id},
    )


def _report(task: Task, clock: Clock) -> Todo:
    period = task.facts["period"]
    kind = words.report_kind(period.kind)
    name = words.period(period.kind, period.first)
    if task.facts["returned"]:
        title = translate("Tasks", "{report} was returned").format(report=kind)
        note = f"{name} · {task.facts['comment']}"
    else:
        title = translate("Tasks", "Write the {report}").format(report=kind.lower())
        note = name
    what = {"id": task.id} if task.id else {"kind": period.kind, "write": True}
    tint = "warn" if task.facts["returned"] else "bad" if task.group == "overdue" else "violet"
    return Todo(
        f"report-{task.name}", task.group, "clipboard-data", tint, title, note, "reports", what
    )


def _collect(task: Task, clock: Clock) -> Todo:
    late = translate("Tasks", "{days} overdue").format(days=words.days(task.facts["days"]))
    return Todo(
        id=f"collect-{task.id}",
        group="overdue",
        icon="cash",
        tint="bad" if task.facts["days"] > 30 else "warn",
        title=translate("Tasks", "Collect from {name}").format(name=task.name),
        note=f"{words.short_money(task.facts['amount'])} · {late}",
        where="customers",
        what={"id": task.id},
        act="plan_collect",
        customer=task.id,
    )


def _losing(task: Task, clock: Clock) -> Todo:
    note = translate("Tasks", "class {klass}, not seen for {days}")
    return Todo(
        id=f"losing-{task.id}",
        group="week",
        icon="user-share",
        tint="warn",
        title=translate("Tasks", "See {name} again").format(name=task.name),
        note=note.format(klass=task.facts["class"], days=words.days(task.facts["days"])),
        where="customers",
        what={"id": task.id},
        act="plan_service",
        customer=task.id,
    )


def _promised(task: Task, clock: Clock) -> Todo:
    when = words.near_day(task.facts["date"], clock.today())
    return Todo(
        id=f"promised-{task.id}",
        group=task.group,
        icon="calendar-event",
        tint="warn" if task.group == "overdue" else "accent",
        title=translate("Tasks", "Promised: visit {name}").format(name=task.name),
        note=translate("Tasks", "promised for {when}, not planned").format(when=when),
        where="customers",
        what={"id": task.id},
        act="plan_service",
        customer=task.id,
    )


def _unvisited(task: Task, clock: Clock) -> Todo:
    when = words.near_day(task.facts["date"], clock.today())
    return Todo(
        id=f"unvisited-{task.id}",
        group="overdue",
        icon="route",
        tint="warn",
        title=translate("Tasks", "{name}: not visited").format(name=task.name),
        note=translate("Tasks", "planned {when}, no reason given").format(when=when),
        where="customers",
        what={"id": task.facts["customer"]},
        act="plan_again",
        customer=task.facts["customer"],
    )


def _conflict(task: Task, clock: Clock) -> Todo:
    title = translate("Tasks", "Conflicts: {count}")
    return Todo(
        id="conflict",
        group="today",
        icon="git-branch",
        tint="bad",
        title=title.format(count=task.facts["count"]),
        note=translate("Tasks", "both values are kept until you choose"),
        where="sync",
        what={"section": "conflicts"},
    )


def _refused(task: Task, clock: Clock) -> Todo:
    title = translate("Tasks", "Changes refused: {count}")
    return Todo(
        id="refused",
        group="today",
        icon="alert-circle",
        tint="bad",
        title=title.format(count=task.facts["count"]),
        note=translate("Tasks", "kept on this device, each with its reason"),
        where="sync",
        what={"section": "failed"},
    )


def _decided(task: Task, clock: Clock) -> Todo:
    said = {
        "approve": translate("Tasks", "Approved: {title}"),
        "endorse": translate("Tasks", "Endorsed: {title}"),
        "reject": translate("Tasks", "Rejected: {title}"),
        "return": translate("Tasks", "Returned: {title}"),
        "delegate": translate("Tasks", "Passed on: {title}"),
    }.get(task.facts["verdict"], "{title}")
    good = task.facts["verdict"] in ("approve", "endorse", "delegate")
    note = f"{task.facts['decider']} · {words.moment(task.facts['at'], clock)}"
    if task.facts["comment"]:
        note += f" · {task.facts['comment']}"
    return Todo(
        id=f"decided-{task.id}-{task.facts['verdict']}",
        group="today",
        icon="circle-check" if good else "circle-x",
        tint="ok" if good else "bad",
        title=said.format(title=task.name),
        note=note,
        where="approvals",
        what={"id": task.id},
        act="dismiss",
    )


def _reviewed(task: Task, clock: Clock) -> Todo:
    signed = task.facts["state"] == ReportState.SIGNED
    kind = words.report_kind(task.facts["kind"])
    said = (
        translate("Tasks", "{name} signed your {report}")
        if signed
        else translate("Tasks", "{name} returned your {report}")
    )
    when = words.near_day(task.facts["date"], clock.today())
    return Todo(
        id=f"reviewed-{task.id}-{task.facts['state']}",
        group="today",
        icon="signature",
        tint="ok" if signed else "warn",
        title=said.format(name=task.name, report=kind.lower()),
        note=f"{when} · {task.facts['comment']}",
        where="reports",
        what={"id": task.id},
        act="dismiss",
    )


_SHOWN: Mapping[str, Callable[[Task, Clock], Todo]] = {
    "approvals": _approvals,
    "to_sign": _to_sign,
    "standing_in": _standing_in,
    "mend_request": _mend_request,
    "mend_form": _mend_form,
    "report": _report,
    "collect": _collect,
    "losing_contact": _losing,
    "promised": _promised,
    "unvisited": _unvisited,
    "conflict": _conflict,
    "refused": _refused,
    "decided": _decided,
    "reviewed": _reviewed,
}
