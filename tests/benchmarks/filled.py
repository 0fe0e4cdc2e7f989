"""A centre that holds so many customers in one territory, written straight into its tables."""

from itertools import islice

from desktop.demo.scale import customers
from sync.catalogue import CATALOGUE
from sync.catalogue.columns import row_of
from sync.server import digests
from sync.server.bulk import insert_rows
from sync.server.database import Database, head
from sync.server.tables import RECORDS
from tests.support import centre
from tests.support.processes import PACK

LOGIN = "pw-zhou"
DIFFERENT = 50_000  # more than these are the same customers under other names
PIECE = 10_000


def filled(url: str, number: int) -> None:
    """The company of tests/support/processes.py and `number` customers of territory hz1."""
    centre.found(url, PACK)
    database, record = Database(url), CATALOGUE["customer"]
    made = [
        row_of(record, row) | {"id": row["id"]}
        for row in customers(min(number, DIFFERENT), territories=("hz1",), owner="zhou")
    ]
    with database.write() as connection:
        seq = head(connection).seq
        told = {"part": "terr:hz1", "ver": seq, "fver": f'{{"":{seq}}}', "deleted": 0}
        names = [column.name for column in RECORDS["customer"].columns]
        rows = (_again(row, copy) | told for copy in range(-(-number // len(made))) for row in made)
        rows = islice(rows, number)
        while piece := list(islice(rows, PIECE)):
            values = [tuple(row[name] for name in names) for row in piece]
            insert_rows(connection, RECORDS["customer"], values)
        digests.rebuild(connection)  # or every sync would look for what differs
    database.dispose()


def _again(row: dict[str, object], copy: int) -> dict[str, object]:
    if not copy:
        return row
    return row | {"id": f"{row['id']}-{copy}", "name": f"{row['name']}{copy}"}
