"""Who works at the demo company: units, territories, posts, people; three levels and two aides."""

from dataclasses import dataclass
from datetime import date

from desktop.demo.draws import Row

MANAGER_POST = "east-mgr"
MANAGERS, REPS_OWN = {"discount": "0.85"}, {"discount": "0.90"}  # as asks.py says of them
COMPANY = {"id": "demo", "name": "谷雨食品（杭州）有限公司", "timezone": "Asia/Shanghai"}


@dataclass(frozen=True, slots=True)
class Rep:
    """One of the twelve: the post, where the round goes, how many customers, and a temperament.

    `zeal` scales visits and progress against target; `places` come first in the round.
    """

    post: str
    id: str
    name: str
    unit: str
    territory: str
    territory_name: str
    places: tuple[str, ...]
    customers: int
    zeal: float
    since: date

    @property
    def superior(self) -> str:
        return MANAGER_POST if self.unit == "hz-1" else "east-mgr2"

    @property
    def manager(self) -> str:
        return "zhang" if self.unit == "hz-1" else "wumin"


def _rep(number: int, id: str, name: str, area: str, places: str, *rest: object) -> Rep:
    customers, zeal, since = rest
    assert isinstance(customers, int)
    assert isinstance(zeal, float)
    assert isinstance(since, date)
    unit = "hz-1" if number <= 8 else "hz-2"
    post, territory = f"rep{number:02d}", f"hz{number:02d}"
    named = f"杭州{area}片"
    return Rep(
        post, id, name, unit, territory, named, tuple(places.split()), customers, zeal, since
    )


REPS: tuple[Rep, ...] = (
    _rep(1, "zhou", "周婷", "城西", "文三 古荡 文三", 168, 1.04, date(2021, 3, 1)),
    _rep(2, "wanghy", "王海燕", "西湖", "三墩 转塘", 108, 1.06, date(2019, 7, 15)),
    _rep(3, "zhaozx", "赵子轩", "萧山", "萧山 金城", 112, 0.97, date(2022, 9, 1)),
    _rep(4, "lijg", "李建国", "武林", "武林 湖墅", 110, 1.02, date(2016, 5, 9)),
    _rep(5, "chensy", "陈思远", "运河", "拱宸桥 石祥", 98, 0.95, date(2023, 2, 20)),
    _rep(6, "hejy", "何嘉怡", "未来科技城", "未来科技城 余杭", 106, 1.01, date(2020, 6, 1)),
    _rep(7, "sunxd", "孙晓东", "湖滨", "湖滨 望江", 104, 0.92, date(2021, 11, 8)),
    _rep(8, "xuhr", "徐浩然", "城东", "钱江新城 九堡 笕桥", 109, 0.98, date(2018, 4, 2)),
    _rep(9, "mazq", "马志强", "滨江", "滨江 长河", 101, 1.00, date(2019, 10, 14)),
    _rep(10, "linyt", "林雨桐", "钱塘", "下沙 义蓬", 94, 0.90, date(2024, 7, 1)),
    _rep(11, "guom", "郭明", "临平", "临平 塘栖", 97, 1.05, date(2017, 8, 21)),
    _rep(12, "fangxw", "方晓雯", "良渚", "良渚 闻堰", 96, 0.94, date(2023, 9, 4)),
)
TEAM = tuple(rep for rep in REPS if rep.superior == MANAGER_POST)
ZHOU = REPS[0]
CHIEFS = (  # id, name, post, roles, since
    ("chengd", "陈国栋", "gm", ("director",), date(2012, 1, 4)),
    ("zhang", "张立群", MANAGER_POST, ("manager",), date(2014, 3, 17)),
    ("wumin", "吴敏", "east-mgr2", ("manager",), date(2015, 9, 7)),
    ("tangj", "唐静", "finance", ("finance",), date(2016, 2, 29)),
    ("sunyf", "孙亚芬", "office", ("office",), date(2018, 6, 11)),
)


def units() -> list[Row]:
    return [
        {"id": "hq", "name": "总部", "kind": "company", "parent": None, "active": True},
        {"id": "east", "name": "华东大区", "kind": "region", "parent": "hq", "active": True},
        {"id": "hz-1", "name": "杭州一组", "kind": "group", "parent": "east", "active": True},
        {"id": "hz-2", "name": "杭州二组", "kind": "group", "parent": "east", "active": True},
    ]


def territories() -> list[Row]:
    return [{"id": rep.territory, "name": rep.territory_name, "unit": rep.unit} for rep in REPS]


def posts() -> list[Row]:
    chiefs = (
        ("gm", "总经理", "hq", None, 1),
        (MANAGER_POST, "区域经理", "east", "gm", 2),
        ("east-mgr2", "区域经理", "hz-2", "gm", 2),
        ("finance", "财务经理", "hq", "gm", 2),
        ("office", "行政秘书", "east", MANAGER_POST, 3),
    )
    made: list[Row] = [
        {"id": id, "title": title, "unit": unit, "superior": superior, "level": level}
        | {"territories": []}
        | ({"limits": MANAGERS} if title == "区域经理" else {})
        for id, title, unit, superior, level in chiefs
    ]
    for rep in REPS:
        post: Row = {"id": rep.post, "title": "业务员", "unit": rep.unit, "superior": rep.superior}
        made.append(post | {"territories": [rep.territory], "level": 3, "limits": REPS_OWN})
    return made


def people(password: str | None) -> list[Row]:
    """Everybody with a sign-in name; without a password nobody can sign in."""
    made = [(id, name, post, list(roles), since) for id, name, post, roles, since in CHIEFS] + [
        (rep.id, rep.name, rep.post, ["rep"], rep.since) for rep in REPS
    ]
    rows: list[Row] = []
    for number, (id, name, post, roles, since) in enumerate(made, start=1):
        row: Row = {"id": id, "name": name, "user": id, "post": post, "roles": roles}
        row |= {"employee_no": f"HZ{since.year % 100:02d}{number:03d}", "status": "active"}
        row |= {"phone": f"1540571{100 + number:04d}", "since": since.isoformat()}
        rows.append(row | ({"password": password} if password else {}))
    return rows
