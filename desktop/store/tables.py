"""The laptop's tables: one per record type, from the catalogue, and its own book-keeping.

`deleted`: 0 live, 1 deleted, 2 staged by a download, 3 staged by an import; only 0 is shown.
`digest`: the row's part in the sum that is compared with the centre's (digests.py). `pending`: how
many unsent changes touch the row. `ver`: the commit that last changed it here,
0 while the centre has not confirmed it. `key` is local and never sent.
"""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, text

from desktop.store.entry_state import EntryState
from sync.catalogue import CATALOGUE, RecordType
from sync.catalogue.columns import columns

LIVE, DELETED, DOWNLOADING, IMPORTING = 0, 1, 2, 3

metadata = MetaData()


def _number(name: str, default: int = 0) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text(str(default)))


def _record_table(record: RecordType) -> Table:
    table = Table(
        record.name,
        metadata,
        Column("key", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("part", Text, nullable=False, server_default=""),
        _number("ver"),
        _number("deleted"),
        _number("pending"),
        _number("digest"),
        *columns(record),
    )
    for names in (*record.indexes, *record.lists):
        Index(f"{record.name}_by_{'_'.join(names)}", *(table.c[name] for name in names))
    return table


RECORDS = {name: _record_table(record) for name, record in CATALOGUE.items()}


def column_names(type: str) -> str:
    """The columns of a type's fields as SQL names them, in the order of the catalogue."""
    return ", ".join(f'"{name}"' for name in CATALOGUE[type].names)


# What the customer list filters, counts and sorts by, in one narrow index: such a question reads a
# fifth of the pages of the wide rows (100,000 customers sort in 0.15 s instead of 1.5 s). What
# changes often is not in it: each change of a value writes another one of its pages. It stands in
# the order of the keys: a new customer comes at its end, and one that changes stays on its page.
LISTED = (
    "last_visit_at", "archived", "state", "visit_count", "year_sales", "year_target", "receivable",
    "overdue_amount", "overdue_days", "next_visit", "class", "region", "territory", "name",
    "latitude", "longitude", "datum", "owner", "industry",
)  # fmt: skip
Index("customer_list", *(RECORDS["customer"].c[name] for name in ("deleted", "key", *LISTED)))
# Those with unsent changes; and the company's or a rep's own fields, where there are any.
Index(
    "customer_pending",
    RECORDS["customer"].c.pending,
    sqlite_where=RECORDS["customer"].c.pending > 0,
)
Index(
    "customer_extra",
    *(RECORDS["customer"].c[name] for name in ("deleted", "extra")),
    sqlite_where=RECORDS["customer"].c.extra.is_not(None),
)
# Any piece of an order's number is looked for in all of them: this holds nothing else.
Index("sales_order_by_number", RECORDS["sales_order"].c.number)

OUTBOX = Table(
    "outbox",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("arguments", Text, nullable=False),
    Column("ops", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("was", Text, nullable=False),
    Column("at", Text, nullable=False),
    _number("urgency", 5),
    # an EntryState; the `arguments` of a PROVISIONAL entry are what `_Layer.replaced` says
    Column("state", Text, nullable=False, server_default=EntryState.WAITING.value),
    Column("mseq", Integer, unique=True),
    Column("v", Integer),  # of the catalogue by which it was numbered
    Column("after", Text, nullable=False, server_default="{}"),  # what was seen at a hub
    Column("again", Text),  # until when to try: the centre had it once, or what it hangs on
    sqlite_autoincrement=True,
)
Index("outbox_by_state", OUTBOX.c.state, OUTBOX.c.urgency)
# what this person did and was not answered
OURS = OUTBOX.c.state.not_in((EntryState.STAGED, EntryState.PROVISIONAL))

# What the centre took, kept for a while: one restored from a backup is offered it again.
SENT = Table(
    "sent",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("arguments", Text, nullable=False),
    Column("ops", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("was", Text, nullable=False),
    Column("at", Text, nullable=False),
    _number("urgency", 5),
    Column("mseq", Integer, nullable=False),
    Column("v", Integer),
    Column("after", Text, nullable=False, server_default="{}"),
    _number("acked_seq"),
    Column("keep_until", Text, nullable=False),
)
Index("sent_by_keep_until", SENT.c.keep_until)

# Rows that changed since their `digest` was worked out, and what erased rows had added (signed).
DIRTY = Table(
    "dirty",
    metadata,
    Column("type", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    sqlite_with_rowid=False,
)
ERASED = Table("erased", metadata, Column("key", Integer, primary_key=True), _number("digest"))

# Which rows an unsent change touches.
TOUCH = Table(
    "touch",
    metadata,
    Column("type", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("entry", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
Index("touch_by_entry", TOUCH.c.entry)

# The confirmed row under one that has unsent changes; fields null: the centre has none.
SHADOW = Table(
    "shadow",
    metadata,
    Column("type", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("fields", Text),
    Column("part", Text, nullable=False),
    _number("ver"),
    _number("deleted"),
    sqlite_with_rowid=False,
)

# What the centre would not take: kept until its author mends or discards it.
REFUSED = Table(
    "refused",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("arguments", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("status", Text, nullable=False),  # a Status of sync/wire.py, or DISCARDED
    Column("problem", Text, nullable=False),
    Column("rule", Text),
    Column("facts", Text, nullable=False),
    Column("mseq", Integer),
)
DISCARDED = "discarded"
UNDECIDED = REFUSED.c.status != DISCARDED  # neither mended nor given up by its author

# What became of everything that left the outbox; see store/ledger.py.
LEDGER = Table(
    "ledger",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("device", Text, nullable=False),
    Column("mseq", Integer),
    Column("name", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("problem", Text),
)

# Rows of a download whose search entries are still to be made, in transactions of their own.
SEARCH_DUE = Table(
    "search_due",
    metadata,
    Column("type", Text, primary_key=True),
    Column("key", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# Where each customer stands in the list by name (pinyin), address and phone; made with the search
# entries. Narrow, and without an index: reading all of it and sorting takes a tenth of a second.
CUSTOMER_PLACE = Table(
    "customer_place",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("address", Text),
    Column("phone", Text),
)

STATE = Table(
    "state",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

SEARCHED = tuple(record.name for record in CATALOGUE.values() if record.search)
SEARCH_DDL = {
    f"{name}_fts": f"CREATE VIRTUAL TABLE {name}_fts USING fts5(words, grams, content='', "
    "contentless_delete=1, tokenize='unicode61 remove_diacritics 0')"
    for name in SEARCHED
}
