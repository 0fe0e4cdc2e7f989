"""The worker process: it answers, it can be stopped at once, and a broken one is a problem."""

from dataclasses import replace
from math import dist

import psutil
import pytest

from desktop.routing.apart import PARTS, work_apart
from desktop.routing.day import OPEN, Day
from desktop.routing.tasks import DayAnswer, DayTask, WeekAnswer, WeekTask
from sync.errors import Problem


class Stopped(Exception):
    """Somebody pressed the cross."""


def day_task(count=6, seconds=30.0):
    places = [(float(at * 37 % 101), float(at * 53 % 89)) for at in range(count + 2)]
    metres = [[1000 * dist(a, b) for b in places] for a in places]
    minutes = [[round(metre / 1000) for metre in row] for row in metres]
    day = Day(metres, minutes, [5] * count, [OPEN] * count, [0] * count, [False] * count, begin=480)
    return DayTask(day, seconds=seconds)


def test_a_day_is_worked_out_in_another_process():
    heard = []
    answer = work_apart(day_task(), lambda done, total: heard.append((done, total)))
    assert isinstance(answer, DayAnswer)
    assert sorted(answer.order.order) == list(range(6))
    assert answer.order.after.cost <= answer.order.before.cost
    assert all(total == PARTS for _, total in heard)


def test_weeks_are_worked_out_in_another_process():
    places = [(0.0, 0.0), (9.0, 1.0), (8.0, 0.0), (1.0, 9.0)]
    rows = [[dist(a, b) for b in places] for a in places]
    task = WeekTask(
        2,
        rows,
        [[], [(0,), (1,)], [(0,), (1,)], [(0, 1)]],
        rows,
        [0.0] * 4,
        [99.0] * 2,
        seconds=1.0,
    )
    answer = work_apart(task, lambda done, total: None)
    assert isinstance(answer, WeekAnswer)
    assert [sum(3 in tour for tour in day) for day in answer.plan.days] == [1, 1]


def test_stopping_leaves_no_worker_behind():
    """Asked at the first word of it, in the middle of thirty seconds of work."""

    def stop(done, total):
        raise Stopped

    with pytest.raises(Stopped):
        work_apart(day_task(count=140), stop)
    assert psutil.Process().children() == []


def test_a_worker_that_breaks_is_a_problem():
    whole = day_task()
    torn = replace(whole.day, metres=whole.day.metres[:2])
    with pytest.raises(Problem, match="routing_failed"):
        work_apart(DayTask(torn), lambda done, total: None)
