"""The people behind the counter, and the warehouses behind the shop."""

from collections.abc import Sequence
from random import Random

from desktop.demo.customers import HOURS, Client
from desktop.demo.draws import Row, draws
from desktop.demo.names import person

# position and decision role, by how one talks to the trade
ROLES = {
    "shop": (("店长", "decider"), ("采购主管", "buyer"), ("柜组长", "influencer"),
             ("财务", "finance"), ("营业员", "user")),
    "trade": (("老板", "decider"), ("老板娘", "finance"), ("仓库主管", "user"),
              ("业务经理", "influencer")),
    "food": (("总经理", "decider"), ("采购经理", "buyer"), ("厨师长", "influencer"),
             ("会计", "finance")),
}  # fmt: skip
NOTES = (
    "说话直，先谈价格再谈陈列。", "下午三点以后比较有空。", "爱喝龙井，过节送了一盒。",
    "孩子今年高考，少约周末。", "换货的事都找他。", "微信回得快。", "对账只认他签字。",
    "原来在别家做过采购，懂行情。",
)  # fmt: skip
STORES = {"mall": 0.6, "super": 0.18, "dealer": 0.4, "canteen": 0.35, "grocer": 0.12}
ACCESS = ("货车从北门进，登记车牌。", "二楼卸货，要用货梯。", "限高 2.6 米，只能小货车。",
          "门卫处换证，收货员不接电话就等五分钟。", "卸货口在地下一层。")  # fmt: skip


def contacts(clients: Sequence[Client], seed: int) -> list[Row]:
    chance = draws(seed, "contacts")
    return [row for client in clients for row in _of(chance, client)]


def _of(chance: Random, client: Client) -> list[Row]:
    least, most = {"A": (2, 4), "B": (1, 3), "C": (1, 1)}[client.row["class"]]
    roles = ROLES[client.trade.talk][: chance.randint(least, most)]
    rows: list[Row] = []
    for number, (position, role) in enumerate(roles, start=1):
        row: Row = {"id": f"{client.id}-c{number}", "customer": client.id, "archived": False}
        row |= {"name": person(chance), "position": position, "decision_role": role}
        # 154 is a mobile prefix no Chinese operator has been given
        row |= {"phone": f"154{chance.randrange(10**8):08d}", "email": None}
        row["remark"] = chance.choice(NOTES) if chance.random() < 0.12 else None
        rows.append(row)
    return rows


def sites(clients: Sequence[Client], seed: int) -> list[Row]:
    """A second address for those who receive goods elsewhere."""
    chance = draws(seed, "sites")
    return [
        _warehouse(chance, client)
        for client in clients
        if chance.random() < STORES.get(client.trade.key, 0)
    ]


def _warehouse(chance: Random, client: Client) -> Row:
    street, number, _ = str(client.row["address"]).rsplit(" ", 2)
    row: Row = {"id": f"{client.id}-s1", "customer": client.id, "name": "收货仓库"}
    row |= {"address": f"{street} {int(number) + chance.randint(2, 30)} 号后院", "datum": "WGS-84"}
    for axis in ("latitude", "longitude"):
        row[axis] = round(float(client.row[axis]) + chance.uniform(-0.002, 0.002), 6)
    return row | {"hours": chance.choice(HOURS), "access_notes": chance.choice(ACCESS)}
