"""What an exchange costs the centre does not grow with what it holds: no table is read whole."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.support import centre
from tests.support.centre import Town

SMALL = {"seq_head", "snapshot"}  # one row; one for each download of the last hour


@contextmanager
def heard(town: Town) -> Iterator[dict[str, Any]]:
    """Every statement meanwhile, with what it was last given."""
    said: dict[str, Any] = {}

    def note(_c: Any, _u: Any, sql: str, given: Any, _x: Any, many: bool) -> None:
        said[sql] = given[0] if many else given

    engine = town.centre.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_no_statement_of_an_exchange_reads_a_whole_table(sqlite_copies):
    with centre.town(sqlite_copies()) as town:
        ann, cat = town.laptop("ann"), town.laptop("cat")
        with heard(town) as said:
            ann.do("customer.edit", "c1", phone="1", name="甲店新")
            ann.do("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
            ann.do("customer.create", "n1", name="乙店", territory="t1", region="杭州")
            cat.sync()
            cat.do("customer.edit", "c1", phone="2")
            cat.do("customer.edit", "c1", phone="3")
        read = re.compile(r"SCAN (?!json_each)(\w+)$")
        with town.centre.database.read() as connection:
            for sql, given in said.items():
                if sql.startswith("BEGIN"):
                    continue
                steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
                plan = [step.detail for step in steps]
                scanned = {found[1] for step in plan if (found := read.match(step))}
                assert scanned <= SMALL, (sql, plan)
