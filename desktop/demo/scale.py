"""Many customers quickly: 50,000 or 100,000 rows like the demo's, for tests and benchmarks."""

from collections.abc import Iterator
from random import Random

from desktop.demo import city, goods, staff
from desktop.demo.customers import STATES, TARGETS
from desktop.demo.draws import Row, draws
from desktop.demo.names import FIRST, SECOND
from desktop.demo.trades import FIRM, STREET, TRADES, Trade

AGEING = ("not_due", "d30", "d60", "d90")


def customers(
    n: int, seed: int = 7, territories: tuple[str, ...] = (), owner: str | None = None
) -> list[Row]:
    """n customers with unique names, ids KH-0000001 onward, spread over the territories in turn."""
    chance = draws(seed, "scale", n)
    where = territories or tuple(rep.territory for rep in staff.REPS)
    owners = {rep.territory: rep.id for rep in staff.REPS}
    rows = []
    for number, name in enumerate(_names(chance, n), start=1):
        territory = where[number % len(where)]
        row = _row(chance, f"KH-{number:07d}", *name)
        rows.append(row | {"territory": territory, "owner": owner or owners.get(territory)})
    return rows


Named = tuple[str, Trade, city.Place, city.Street]


def _names(chance: Random, n: int) -> Iterator[Named]:
    """Names as in the demo; where one is taken the house number or a third character tells."""
    trades = chance.choices(TRADES, [trade.share for trade in TRADES], k=n)
    taken: set[str] = set()
    words = [one + two for one in FIRST for two in SECOND if one != two]
    for trade in trades:
        place = chance.choice(city.PLACES)
        street = chance.choice(place.streets)
        name = _name(chance, trade, place, street[0], words, crowded=False)
        while name in taken:
            name = _name(chance, trade, place, street[0], words, crowded=True)
        taken.add(name)
        yield name, trade, place, street


def _name(
    chance: Random, trade: Trade, place: city.Place, street: str, words: list[str], crowded: bool
) -> str:
    ending = chance.choice(trade.names)
    if trade.shape == STREET:
        return f"{ending}{street}{f'{chance.randint(2, 998)}号' if crowded else ''}店"
    seat = "杭州" if trade.shape == FIRM else place.name
    word = chance.choice(words) + (chance.choice(FIRST) if crowded else "")
    return f"{seat}{word}{ending}"


def _row(
    chance: Random, id: str, name: str, trade: Trade, place: city.Place, street: city.Street
) -> Row:
    number, latitude, longitude = city.spot(chance, street)
    grade = chance.choices("ABC", trade.classes)[0]
    low, high, _ = TARGETS[grade]
    target = chance.randrange(low, high, 1000)
    owed = chance.randrange(0, target // 8, 50) if chance.random() < 0.6 else 0
    late = owed * 2 // 5 // 50 * 50 if chance.random() < 0.15 else 0
    days = chance.randint(3, 60) if late else 0
    ageing = (owed - late, late if days <= 30 else 0, late if days > 30 else 0, 0)
    return {
        "id": id,
        "name": name,
        "class": grade,
        "phone": f"0571-8{chance.randrange(10**7):07d}",
        "address": f"{place.district}{street[0]} {number} 号",
        "region": place.district,
        "latitude": latitude,
        "longitude": longitude,
        "datum": city.DATUM,
        "archived": False,
        "state": chance.choices([one.value for one, _ in STATES], [share for _, share in STATES])[
            0
        ],
        "industry": f"{trade.industry} · {trade.measure.format(size=trade.size[0])}",
        "terms_days": chance.choice((0, 15, 30, 45)),
        "credit_limit": f"{owed + 20_000}.00",
        "receivable": f"{owed}.00",
        "overdue_amount": f"{late}.00",
        "overdue_days": days,
        "ageing": {key: f"{one}.00" for key, one in zip(AGEING, ageing, strict=True)},
        "year_target": f"{target}.00",
        "year_sales": f"{target * chance.randint(20, 120) // 100}.00",
        "remark": f"主推{chance.choice(goods.GOODS).name}。" if chance.random() < 0.2 else None,
    }
