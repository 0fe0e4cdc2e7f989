"""Which contents count as being at the centre, and need no upload.

The centre keeps a content as long as a record names it, and then as long as its log. So a content
counts as there while the record is live under which it was uploaded; if another record names it
later, it may be gone. And a restored centre may have lost it.
"""

from sqlalchemy import Connection

from desktop.queries import files as queries
from desktop.store import state
from desktop.store.contents import Contents
from desktop.store.database import Database


def look_again(database: Database, contents: Contents) -> bool:
    """Contents that the centre may have lost no longer count as there.

    Returns whether the centre's history has changed: then it is asked about each of them.
    """
    if not contents.exist:
        return False
    with database.read() as connection:
        other = contents.of_history(_history(connection))
        arrived = contents.arrivals()
        named = queries.live(connection, arrived)
    contents.ask_again([each for each, records in named.items() if arrived[each] not in records])
    return other


def _history(connection: Connection) -> str:
    """Names the centre's history: the epoch, and how many histories this laptop has left."""
    left = state.get(connection, "histories", [])
    return f"{state.get(connection, 'epoch', '')}/{len(left)}"
