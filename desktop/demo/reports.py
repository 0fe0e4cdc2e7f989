"""Daily, weekly and monthly reports of six weeks: sealed, mostly on time, mostly signed."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from desktop import forms
from desktop.demo import days, goods, staff, words
from desktop.demo.customers import Client
from desktop.demo.derive import Ledger, figures, on_time
from desktop.demo.draws import Row, draws, money, shuffled_forever
from desktop.demo.rounds import Book
from desktop.demo.seasons import campaign
from desktop.domain.periods import Period, monday_of, period_of
from resources import files
from sync.catalogue.states import ReportState
from sync.forms import published
from sync.mutations.papers import report_id

MISSING, LATE = 0.015, 0.05  # of the daily reports
WAITING_DAYS = 1  # working days whose daily reports still wait for the manager


def form_definitions(today: date) -> list[Row]:
    """The forms that travel with the program, published by this company in every version."""
    start = days.past_days(today)[0] - timedelta(days=30)
    made: list[Row] = []
    for file in sorted(files("forms").glob("*.toml")):
        body: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
        code, version = str(body["code"]), int(body["version"])
        if code not in forms.CODES:
            continue  # requests are asked for in their own place
        id = code if version == 1 else f"{code}.{version}"
        row: Row = {"id": id, "code": code, "version": version, "body": published(body)}
        since = start if version == 1 else today.replace(day=1)
        made.append(row | {"title": body["title"]["zh_CN"], "effective_from": since.isoformat()})
    return made


def reports(today: date, seed: int, book: Book, clients: Sequence[Client]) -> list[Row]:
    return [row for rep in staff.REPS for row in _Papers(rep, today, seed, book, clients).all()]


class _Papers:
    """One rep's reports."""

    def __init__(
        self, rep: staff.Rep, today: date, seed: int, book: Book, clients: Sequence[Client]
    ) -> None:
        self.rep, self.today = rep, today
        self.chance = draws(seed, "reports", rep.post)
        self.reflections = shuffled_forever(self.chance, words.REFLECTIONS)
        self.comments = shuffled_forever(self.chance, words.COMMENTS)
        ours = {client.id: client for client in clients if client.rep is rep}
        moves = {
            action["visit"]: action["answers"]["text"]
            for action in book.visit_actions
            if action["action"] == "movement"
        }
        self.ledger = Ledger(
            visits=[visit for visit in book.visits if visit["person"] == rep.id],
            plans=[plan for plan in book.plan_items if plan["person"] == rep.id],
            movements=moves,
            clients=ours,
            year_target=sum((Decimal(one.row["year_target"]) for one in ours.values()), Decimal()),
        )
        self.worked = sorted(
            {plan["date"] for plan in self.ledger.plans if plan["date"] < str(today)}
        )
        self.sealed: dict[str, bool] = {}  # day -> on time

    def all(self) -> Iterator[Row]:
        past = [date.fromisoformat(day) for day in self.worked]
        waiting = set(past[-WAITING_DAYS:])
        for day in past:
            if self.chance.random() < MISSING and day not in waiting and self.rep is not staff.ZHOU:
                continue
            yield self._daily(day, signed=day not in waiting, returned=self._is_returned(day, past))
        for monday in sorted({monday_of(day) for day in past}):
            period = period_of("weekly", monday)
            if period.last < self.today:
                yield from self._longer(period)
        month = period_of("monthly", period_of("monthly", self.today).first - timedelta(days=1))
        if past and month.last >= past[0]:
            yield from self._longer(month)

    def _is_returned(self, day: date, past: Sequence[date]) -> bool:
        """One report of 周婷's came back, to be completed."""
        return self.rep is staff.ZHOU and len(past) > 3 and day == past[-3]

    def _daily(self, day: date, signed: bool, returned: bool) -> Row:
        period = period_of("daily", day)
        derived = figures(self.ledger, period)
        late = self.chance.random() < LATE and signed
        sealed_on = days.next_working(day) if late else day
        minutes = self.chance.randint(485, 540) if late else self.chance.randint(1065, 1270)
        row = self._paper(period, derived, self._answers(derived, day))
        row["sealed_at"] = days.instant(sealed_on, minutes + self.chance.random())
        self.sealed[day.isoformat()] = on_time(row["sealed_at"], day)
        if not signed:
            return row
        comment = words.RETURNED if returned else self._comment(derived, day)
        signed_on = days.next_working(sealed_on)
        if signed_on >= self.today:
            return row
        self._sign(
            row, signed_on, comment, ReportState.RETURNED if returned else ReportState.SIGNED
        )
        return row

    def _paper(self, period: Period, derived: Row, answers: Row) -> Row:
        form = f"{period.kind}_report"
        row: Row = {"id": report_id(self.rep.id, period.kind, period.name), "person": self.rep.id}
        row |= {"post": self.rep.post, "kind": period.kind, "date": period.first.isoformat()}
        row |= {"period": period.name, "form": form, "form_version": 1, "answers": answers}
        row |= {
            "derived": derived,
            "state": ReportState.SEALED,
            "sealed_at": None,
            "reviewer": None,
        }
        return row | {"review_comment": None, "reviewed_at": None, "author": self.rep.id}

    def _sign(self, row: Row, day: date, comment: str, state: str) -> None:
        """The manager reads in the morning of a working day."""
        minutes = self.chance.randint(485, 610)
        row["reviewed_at"] = days.instant(day, minutes + self.chance.random())
        row |= {"state": state, "reviewer": self.rep.manager, "review_comment": comment}

    def _comment(self, derived: Row, day: date) -> str:
        """One that fits: nobody is scolded for a day that went well."""
        unfit = {
            words.SLOW: float(derived["visit_ratio"] or 1) >= 0.9,
            words.POOR: float(derived["order_ratio"] or 1) >= 0.66,
        }
        return self._fill(next(one for one in self.comments if not unfit.get(one)), derived, day)

    def _answers(self, derived: Row, day: date) -> Row:
        chance = self.chance
        spent = chance.sample(words.EXPENSES, chance.choice((0, 1, 1, 2, 2, 3)))
        expenses = [{"name": name, "amount": money(chance.randint(low, high))}
                    for name, low, high in spent]  # fmt: skip
        total = sum((Decimal(one["amount"]) for one in expenses), Decimal())
        support = chance.choice(words.SUPPORT) if chance.random() < 0.15 else ""
        focus = chance.choice(words.FOCUS) if chance.random() < 0.55 else ""
        attendance = "half" if derived["visits_done"] < 3 else "full"
        return {
            "reflections": self._fill(self._reflection(derived), derived, day),
            "attendance": "training" if chance.random() < 0.01 else attendance,
            "expenses": expenses,
            "expense_total": money(total),
            "support": self._fill(support, derived, day),
            "tomorrow_focus": self._fill(focus, derived, day),
        }

    def _reflection(self, derived: Row) -> str:
        """One that fits: who finished the plan does not explain why not."""
        whole = derived["visits_done"] == derived["visits_planned"]
        return next(one for one in self.reflections if not (whole and "{planned}" in one))

    def _fill(self, text: str, derived: Row, day: date) -> str:
        results = derived.get("results") or [{"name": "老客户"}]
        ware = self.chance.choice(goods.GOODS).name.split(" ")[0]
        return text.format(
            name=self.chance.choice(results)["name"],
            ware=ware,
            rival=self.chance.choice(goods.RIVALS),
            campaign=campaign(day).name,
            done=f" {derived['visits_done']} ",
            planned=f" {derived['visits_planned']} ",
        )

    def _longer(self, period: Period) -> Iterator[Row]:
        """A week's report, sealed on Friday evening or Monday; a month's early in the next."""
        derived = figures(self.ledger, period)
        inside = [day for day in self.worked if str(period.first) <= day <= str(period.last)]
        kept = [day for day in inside if self.sealed.get(day)]
        derived |= {"reports_due": len(inside), "reports_on_time": len(kept)}
        row = self._paper(period, derived, self._judgement(period, derived))
        after = days.next_working(period.last)
        friday = self.chance.random() < 0.6 and period.kind == "weekly"
        sealed_on = period.first + timedelta(days=4) if friday else after
        minutes = self.chance.randint(1050, 1200) if friday else self.chance.randint(490, 530)
        row["sealed_at"] = days.instant(sealed_on, minutes + self.chance.random())
        comment = next(one for one in self.comments if one in words.FOR_LONGER)
        if days.next_working(after) < self.today:
            comment = self._fill(comment, derived, period.last)
            self._sign(row, days.next_working(after), comment, ReportState.SIGNED)
        if sealed_on < self.today:  # otherwise it is still due
            yield row

    def _judgement(self, period: Period, derived: Row) -> Row:
        def say(lines: Sequence[str], chance: Random = self.chance) -> str:
            return self._fill(chance.choice(lines), derived, period.last)

        if period.kind == "monthly":
            return {
                "causes": say(words.MONTH_CAUSES),
                "lessons": say(words.MONTH_LESSONS),
                "carried_over": "",
                "next_points": say(words.MONTH_POINTS),
            }
        support = say(words.SUPPORT) if self.chance.random() < 0.2 else ""
        judgement, focus = say(words.JUDGEMENTS), say(words.NEXT_FOCUS)
        return {"judgement": judgement, "next_focus": focus, "support": support}
