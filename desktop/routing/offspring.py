"""Plans made from plans: a random one, a child of two, and one with its patterns chosen anew.

The child takes some days whole from one parent, some from the other and mixes the rest, as far
as everybody's visits still belong to a pattern; who is then visited too seldom is put where that
costs least. After Vidal, Crainic, Gendreau, Lahrichi & Rei, "A hybrid genetic algorithm for
multidepot and periodic vehicle routing problems" (Operations Research 60, 2012).
"""

from random import Random

from desktop.routing.encoded import Encoded, Fines, Routes
from desktop.routing.periodic import Pattern, Periodic
from desktop.routing.places import Places

Visits = dict[int, set[int]]

WORTH_IT = 1.0  # of a whole unit of the way


def greedy_plan(encoded: Encoded, fines: Fines, random: Random) -> Routes:
    """Everybody where that costs least when their turn comes."""
    problem = encoded.problem
    nobody: Visits = {customer: set() for customer in problem.customers}
    return _completed(encoded, fines, [[] for _ in range(problem.days)], nobody, random)


def random_plan(problem: Periodic, random: Random) -> Routes:
    """Everybody in some pattern of theirs, on some route of the day."""
    days: Routes = [[[] for _ in range(problem.vehicles)] for _ in range(problem.days)]
    customers = list(problem.customers)
    random.shuffle(customers)
    for customer in customers:
        for day in random.choice(problem.choices(customer)):
            random.choice(days[day]).append(customer)
    return days


def with_better_patterns(
    encoded: Encoded, days: Routes, fines: Fines, customers: list[int], random: Random
) -> Routes | None:
    """Every customer on the days that cost least now, one after the other; None for no change."""
    places = Places(encoded, fines, days)
    random.shuffle(customers)
    changed = False
    for customer in customers:
        offers = places.offers(customer)
        cost, pattern = places.cheapest(encoded.problem.choices(customer), offers)
        if cost < offers.now - WORTH_IT:
            places.take_out(customer)
            places.put(customer, pattern, places.offers(customer))
            changed = True
    return places.routes if changed else None


def child(encoded: Encoded, fines: Fines, one: Routes, other: Routes, random: Random) -> Routes:
    problem = encoded.problem
    visits: Visits = {customer: set() for customer in problem.customers}
    order = list(range(problem.days))
    random.shuffle(order)
    first, second = sorted((random.randint(0, problem.days), random.randint(0, problem.days)))
    from_one, from_other, mixed = order[:first], order[first:second], order[second:]
    if problem.days == 1:
        from_one, from_other, mixed = [], [], order
    days: Routes = [[] for _ in order]
    for day in from_one:
        days[day] = [list(tour) for tour in one[day]]
    for day in mixed:
        days[day] = _part(encoded, one[day], random)
    for day in (*from_one, *mixed):
        for tour in days[day]:
            for customer in tour:
                visits[customer].add(day)
    for day in random.sample([*from_other, *mixed], len(from_other) + len(mixed)):
        days[day] += _fitting(problem, day, other[day], visits)[: problem.vehicles - len(days[day])]
        for tour in days[day]:
            for customer in tour:
                visits[customer].add(day)
    return _completed(encoded, fines, days, visits, random)


def _part(encoded: Encoded, tours: list[list[int]], random: Random) -> list[list[int]]:
    """Some routes near one place; of a single route, a stretch."""
    if not tours:
        return []
    if len(tours) == 1:
        start = random.randrange(len(tours[0]))
        return [tours[0][start : random.randint(start + 1, len(tours[0]))]]
    way = encoded.distance[random.choice(random.choice(tours))]
    near = sorted(tours, key=lambda tour: int(way[tour].min()))
    return [list(tour) for tour in near[: random.randint(1, len(tours) - 1)]]


def _fitting(
    problem: Periodic, day: int, tours: list[list[int]], visits: Visits
) -> list[list[int]]:
    """What of these routes goes with the visits there are, the fullest first."""
    kept = [
        [customer for customer in tour if _fits(problem, customer, day, visits[customer])]
        for tour in tours
    ]
    return sorted((tour for tour in kept if tour), key=len, reverse=True)


def _fits(problem: Periodic, customer: int, day: int, visits: set[int]) -> bool:
    return day not in visits and any(
        day in pattern and visits.issubset(pattern) for pattern in problem.choices(customer)
    )


def _completed(
    encoded: Encoded, fines: Fines, days: Routes, visits: Visits, random: Random
) -> Routes:
    """Everybody's visits made up to a pattern, one customer after the other."""
    places = Places(encoded, fines, days)
    customers = list(visits)
    random.shuffle(customers)
    for customer in customers:
        if not _is_whole(encoded.problem, customer, visits[customer]):
            rest = _missing(encoded.problem, customer, visits[customer])
            offers = places.offers(customer)
            places.put(customer, places.cheapest(rest, offers)[1], offers)
    return places.routes


def _is_whole(problem: Periodic, customer: int, visits: set[int]) -> bool:
    return tuple(sorted(visits)) in problem.choices(customer)


def _missing(problem: Periodic, customer: int, visits: set[int]) -> list[Pattern]:
    """What each pattern that goes with the visits still asks for."""
    return [
        tuple(day for day in pattern if day not in visits)
        for pattern in problem.choices(customer)
        if visits.issubset(pattern)
    ]
