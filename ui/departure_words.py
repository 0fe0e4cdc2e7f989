"""The sentences of 出发准备: what each line is called, what it says, what its button does."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.queries.readiness import GOOD, MISSING, SHORT, Line
from sync.clock import Clock
from ui import words

translate = QCoreApplication.translate
SIGNS = {
    GOOD: ("ok", "circle-check"),
    SHORT: ("warn", "alert-triangle"),
    MISSING: ("bad", "circle-x"),
}
LOOKS = {
    "sync": "refresh", "plan": "route", "pack": "map", "fetch": "download", "queue": "alert-circle",
    "sign_in": "login",
}  # fmt: skip


def titles(kind: str) -> str:
    return {
        "contact": translate("Departure", "Last sync"),
        "scope": translate("Departure", "What you are granted"),
        "customers": translate("Departure", "Customers and cards"),
        "routes": translate("Departure", "Routes of the coming week"),
        "goods": translate("Departure", "Price list"),
        "forms": translate("Departure", "Forms"),
        "map": translate("Departure", "Map"),
        "files": translate("Departure", "Photos and files of the week's customers"),
        "unsent": translate("Departure", "Unsent work"),
        "disk": translate("Departure", "Free space"),
        "clock": translate("Departure", "Clock"),
        "lease": translate("Departure", "Sign-in"),
    }[kind]


def mending(line: Line) -> str:
    """The verb on the button."""
    return {
        "sync": translate("Departure", "Synchronise"),
        "plan": translate("Departure", "Plan that day"),
        "pack": translate("Departure", "Choose a map pack"),
        "fetch": translate("Departure", "Download"),
        "queue": translate("Departure", "Look at them"),
        "sign_in": translate("Departure", "Sign in again"),
    }[line.mend]


def said(line: Line, clock: Clock) -> str:
    """What is so, or what lacks."""
    return _SAID[line.kind](line, clock)


def _contact(line: Line, clock: Clock) -> str:
    at = line.facts["at"]
    if at is None:
        return translate("Departure", "never yet; the first download is still to come")
    when = words.short_moment(at, clock)
    if line.grade == GOOD:
        return translate(
            "Departure", "{when}; prices, limits and receivables are as of then"
        ).format(when=when)
    return translate("Departure", "{when}; colleagues may have changed things since").format(
        when=when
    )


def _scope(line: Line, clock: Clock) -> str:
    facts = line.facts
    when = words.short_moment(facts["at"], clock) if facts["at"] else ""
    if line.grade == GOOD:
        whole = translate(
            "Departure", "territories: {territories}, posts: {posts}, as granted {when}; all here"
        )
        return whole.format(territories=facts["territories"], posts=facts["posts"], when=when)
    if line.grade == SHORT:
        return translate("Departure", "headquarters grants something else since {when}").format(
            when=when
        )
    names = translate("Departure", ", ").join(facts["lacking"])
    if not when or not names:
        return translate("Departure", "not downloaded yet")
    lacks = translate("Departure", "not here yet: {names} (granted {when})")
    return lacks.format(names=names, when=when)


def _customers(line: Line, clock: Clock) -> str:
    facts = line.facts
    if line.grade != GOOD and not facts["customers"]:
        return translate("Departure", "none is here yet")
    counted = translate("Departure", "{customers} customers, {contacts} contacts").format(
        customers=f"{facts['customers']:,}", contacts=f"{facts['contacts']:,}"
    )
    if line.grade != GOOD:
        lacks = translate("Departure", "{counted}; parts still to download: {parts}")
        return lacks.format(counted=counted, parts=facts["parts"])
    if facts["nowhere"]:
        nowhere = translate(
            "Departure", "{counted}, all here; {nowhere} without a place on the map"
        )
        return nowhere.format(counted=counted, nowhere=f"{facts['nowhere']:,}")
    return translate("Departure", "{counted}, all here").format(counted=counted)


def _routes(line: Line, clock: Clock) -> str:
    facts = line.facts
    planned = translate("Departure", "{stops} stops on {days} days").format(
        stops=facts["stops"], days=facts["days"]
    )
    if facts["fixed"]:
        fixed = translate("Departure", "{planned} · {count} fixed routes of the week")
        planned = fixed.format(planned=planned, count=facts["fixed"])
    if line.grade == GOOD:
        return planned
    if not facts["stops"]:
        nothing = translate("Departure", "nothing is planned yet")
        return nothing
    days = translate("Departure", ", ").join(_day(day, clock) for day in facts["empty"])
    return translate("Departure", "{planned}; nothing planned for {days}").format(
        planned=planned, days=days
    )


def _day(day: date, clock: Clock) -> str:
    return words.coming_day(day.isoformat(), clock.today())


def _goods(line: Line, clock: Clock) -> str:
    if line.grade != GOOD:
        return translate("Departure", "no prices are here")
    return translate("Departure", "{count} products with their prices").format(
        count=f"{line.facts['count']:,}"
    )


def _forms(line: Line, clock: Clock) -> str:
    counted = translate("Departure", "{count} forms").format(count=line.facts["count"])
    coming = [
        translate("Departure", "{title} v{version} from {day}").format(
            title=title, version=version, day=words.coming_day(day, clock.today())
        )
        for title, version, day in line.facts["coming"]
    ]
    if not coming:
        return counted
    already = translate("Departure", "{counted}; already here: {coming}")
    return already.format(counted=counted, coming=translate("Departure", ", ").join(coming))


def _map(line: Line, clock: Clock) -> str:
    facts = line.facts
    if facts.get("broken"):
        return translate("Departure", "“{name}” cannot be read").format(name=facts["name"])
    if not facts["name"]:
        return translate("Departure", "no map pack; stops show without streets")
    if facts["beyond"]:
        lacks = translate(
            "Departure", "{name}: {beyond} of {places} customers of the week beyond it"
        )
        return lacks.format(**{name: facts[name] for name in ("name", "beyond", "places")})
    parts = (facts["name"], facts["edition"], facts["approval"])
    return " · ".join(part for part in parts if part)


def _files(line: Line, clock: Clock) -> str:
    facts = line.facts
    if line.grade == GOOD and not facts["here"]:
        return translate("Departure", "these customers have none")
    if line.grade == GOOD:
        return translate("Departure", "all {here} are here").format(here=facts["here"])
    lacks = translate("Departure", "{here} are here, {away} are not ({size})")
    return lacks.format(
        here=facts["here"], away=facts["away"], size=words.file_size(facts["bytes"])
    )


def _unsent(line: Line, clock: Clock) -> str:
    facts = line.facts
    if facts["refused"]:
        return translate("Departure", "changes refused: {count}; they are kept here").format(
            count=facts["refused"]
        )
    if facts["count"]:
        waits = translate(
            "Departure", "changes waiting: {count}, the oldest for {age}; none is lost"
        )
        return waits.format(count=facts["count"], age=words.age(facts["oldest"], clock))
    return translate("Departure", "everything is sent")


def _disk(line: Line, clock: Clock) -> str:
    free = words.file_size(line.facts["free"])
    if line.grade == GOOD:
        return free
    return translate("Departure", "only {free}; empty the trash or move large files away").format(
        free=free
    )


def _clock(line: Line, clock: Clock) -> str:
    seconds = line.facts["seconds"]
    if seconds is None:
        return translate("Departure", "not compared with headquarters yet")
    if line.grade == GOOD:
        return translate("Departure", "agrees with headquarters ({seconds} s off)").format(
            seconds=abs(seconds)
        )
    off = translate("Departure", "{minutes} min off; set it, then synchronise")
    return off.format(minutes=round(abs(seconds) / 60))


def _lease(line: Line, clock: Clock) -> str:
    if line.facts["until"] is None:
        return translate("Departure", "not signed in; what is here can be used all the same")
    left = translate("Departure", "{days} days left; each synchronisation renews it")
    return left.format(days=line.facts["days"])


_SAID: Mapping[str, Callable[[Line, Clock], str]] = {
    "contact": _contact, "scope": _scope, "customers": _customers, "routes": _routes,
    "goods": _goods, "forms": _forms, "map": _map, "files": _files, "unsent": _unsent,
    "disk": _disk, "clock": _clock, "lease": _lease,
}  # fmt: skip
