"""What people of the demo company write is Chinese, varied, and without a blank left open."""

import re
from collections import Counter

from desktop.demo.scale import customers
from desktop.demo.talk import lines

FOREIGN = re.compile(r"[A-Za-z]{2,}")
UNITS = re.compile(r"\d (kg|ml|g|L)\b")
TEXTS = {
    "customers": ("name", "address", "remark", "industry"),
    "contacts": ("name", "position", "remark"),
    "sites": ("name", "address", "hours", "access_notes"),
    "plan_items": ("expected", "skip_reason"),
    "visits": ("outcome", "next_step", "competitor", "opinion", "complaint"),
    "reports": ("review_comment",),
    "approval_requests": ("title", "reason"),
    "decisions": ("comment",),
    "products": ("name",),
    "people": ("name",),
}


def texts(pack):
    for key, names in TEXTS.items():
        for row in pack[key]:
            yield from (row[name] for name in names if row[name])
    for report in pack["reports"]:
        yield from (text for text in report["answers"].values() if isinstance(text, str) and text)


def test_people_write_chinese_and_leave_no_blank_open(pack):
    codes = {"full", "half", "training", "leave", "travel"}
    for text in texts(pack):
        if text in codes:
            continue
        assert not FOREIGN.search(UNITS.sub("", text)), text
        assert "{" not in text, text
        assert text == text.strip()
        assert "  " not in text, text


def test_there_are_at_least_sixty_things_to_say_and_few_are_said_twice(pack):
    assert len(lines()) >= 60
    outcomes = Counter(visit["outcome"] for visit in pack["visits"])
    assert len(outcomes) > 0.55 * len(pack["visits"])
    assert outcomes.most_common(1)[0][1] < 0.03 * len(pack["visits"])


def test_customer_names_are_unique(pack):
    names = Counter(row["name"] for row in pack["customers"])
    assert names.most_common(1)[0][1] == 1


def test_the_nine_stops_of_today_are_the_known_ones(pack, today):
    of = {row["id"]: row["name"] for row in pack["customers"]}
    stops = [row for row in pack["plan_items"]
             if row["person"] == "zhou" and row["date"] == today.isoformat()]  # fmt: skip
    stops.sort(key=lambda row: row["sequence"])
    assert [of[row["customer"]] for row in stops][:3] == [
        "仁济大药房凤起路店",
        "联佳超市文三路店",
        "好邻里生鲜城西总仓",
    ]
    assert [row["state"] for row in stops] == ["done"] * 2 + ["planned"] * 7


def test_many_customers_are_made_quickly_and_stay_unique():
    rows = customers(20_000)
    assert len({row["name"] for row in rows}) == len({row["id"] for row in rows}) == 20_000
    assert rows == customers(20_000)
    assert {row["territory"] for row in customers(10, territories=("a", "b"))} == {"a", "b"}
