"""Taking neighbours out of a plan: strings of stops near one place, from routes of all days.

After Christiaens & Vanden Berghe, "Slack Induction by String Removals" (Transportation
Science 54, 2020), with one change for periods: whoever leaves one day leaves all days, so that
the customer's whole pattern is chosen anew.
"""

from random import Random

from desktop.routing.periodic import Periodic
from desktop.routing.tours import Tour

REMOVED = 10  # customers taken out at a time, on average
LONGEST_STRING = 10
SPLIT = 0.5
SPLIT_GROWS = 0.99
NEAR = 60

Day = list[Tour]


class Ruin:
    """Chooses whom to take out."""

    def __init__(self, problem: Periodic, random: Random) -> None:
        self._random = random
        self._customers = list(problem.customers)
        rows = problem.distance
        self._near = {
            one: sorted(problem.customers, key=rows[one].__getitem__)[:NEAR]
            for one in problem.customers
        }

    def chosen(self, days: list[Day]) -> set[int]:
        """Some customers near each other, in strings of neighbouring stops."""
        random = self._random
        tours = [tour for day in days for tour in day if tour.stops]
        if not tours:
            return set()
        mean = sum(len(tour.stops) for tour in tours) / len(tours)
        longest = min(LONGEST_STRING, max(1.0, mean))
        most = 4 * REMOVED / (1 + longest) - 1
        strings = int(random.uniform(1, most + 1))
        gone: set[int] = set()
        touched: set[int] = set()
        for customer in self._near[random.choice(self._customers)]:
            if len(touched) >= strings:
                break
            if customer in gone:
                continue
            homes = [tour for tour in tours if customer in tour.stops and id(tour) not in touched]
            if homes:
                tour = random.choice(homes)
                touched.add(id(tour))
                gone.update(self._string(tour.stops, customer, longest))
        return gone

    def _string(self, stops: tuple[int, ...], customer: int, longest: float) -> list[int]:
        """A run of stops with the customer in it; sometimes with a gap that stays."""
        random = self._random
        length = int(random.uniform(1, min(len(stops), longest) + 1))
        kept = 0
        if 1 < length < len(stops) and random.random() < SPLIT:
            kept = 1
            while length + kept < len(stops) and random.random() > SPLIT_GROWS:
                kept += 1
        whole = length + kept
        at = stops.index(customer)
        first = random.randint(max(0, at - whole + 1), min(at, len(stops) - whole))
        run = list(stops[first : first + whole])
        if kept:
            gap = random.randint(0, whole - kept)
            run = run[:gap] + run[gap + kept :]
        return run
