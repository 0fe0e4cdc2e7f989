"""Weeks whose days are about as long as each other, where that costs little.

A quick plan tells how long the days have to be; the real one may then use that and a little
more, never more than the person works; where the quick plan leaves somebody out, all of that.
"""

from itertools import pairwise

from desktop.routing.periodic import Days, Periodic, Plan
from desktop.routing.search import Report, nobody_listens, plan
from desktop.routing.tasks import WeekTask

QUICK = 0.15  # of the time goes into the quick plan
EFFORT = 0.05
FULL_EFFORT_FROM = 60  # customers; fewer need less search
SLACK = 1.15  # how much longer than the mean a day may be


def balanced(task: WeekTask, report: Report = nobody_listens) -> Plan:
    quick = plan(
        _problem(task, task.longest),
        task.seed,
        task.seconds * QUICK,
        lambda done, length: report(done * QUICK, length),
        effort=EFFORT,
    )
    loads = minutes_of(task, quick.days)
    mean = sum(loads) / max(len(loads), 1)
    tight = [min(most, mean * SLACK) for most in task.longest]
    longest = task.longest if quick.unserved else tight

    def rest(done: float, length: float) -> None:
        report(QUICK + (1 - QUICK) * done, length)

    effort = min(1.0, (len(task.patterns) - 1) / FULL_EFFORT_FROM)
    seconds = task.seconds * (1 - QUICK)
    found = plan(_problem(task, longest), task.seed, seconds, rest, effort=effort)
    return min((found, quick), key=lambda one: (len(one.unserved), one is quick))


def minutes_of(task: WeekTask, days: Days) -> list[float]:
    """How long each day takes: the way from and to place 0, and the visits."""
    return [
        sum(
            sum(task.duration[a][b] for a, b in pairwise((0, *tour, 0)))
            + sum(task.service[stop] for stop in tour)
            for tour in tours
        )
        for tours in days
    ]


def _problem(task: WeekTask, longest: list[float]) -> Periodic:
    return Periodic(
        task.days,
        1,
        task.distance,
        task.patterns,
        duration=task.duration,
        service=task.service,
        longest=longest,
    )
