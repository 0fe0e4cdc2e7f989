"""The lease: after too long without contact a laptop hides all records but the person's own.

It counts from the last contact with the centre, by this laptop's clock, which cannot be turned back
behind the latest time it has shown. Entering, exporting and sending work still go on; definitions
and every record with an unsent change stay visible, too.
"""

from datetime import timedelta

from desktop.me import Me
from desktop.store import state
from desktop.store.database import Database
from desktop.store.tables import RECORDS
from sync.clock import Clock, from_text, instant_text

LEASE = timedelta(days=30)
CONTACTS = ("last_sync_at", "heard_at", "spoken_at")  # itself, by a stick, through a hub
NOTED_EVERY = timedelta(days=1)


def overdue(database: Database, clock: Clock) -> int:
    """Days since the last contact with the centre, if more than the lease; else 0."""
    with database.read() as connection:
        heard = [state.get(connection, name, "") for name in CONTACTS]
        noted, since = state.get(connection, "latest_seen", ["", heard])
    now = clock.now()
    if noted and since == heard:  # a contact makes a clock that was wrong before forgotten
        now = max(now, from_text(noted))
    if not noted or since != heard or now - from_text(noted) > NOTED_EVERY:
        with database.write() as connection:
            state.put(connection, "latest_seen", [instant_text(now), heard])
    contacts = [from_text(each) for each in heard if each]
    away = now - max(contacts) if contacts else timedelta(0)
    return away.days if away > LEASE else 0


def restricting_views(me: Me) -> list[str]:
    """SQL (temporary views) that hides other people's records from every reader."""
    own = ["all", f"user:{me.id}", *([f"post:{me.post}"] if me.post else [])]
    parts = ", ".join(f"'{part}'" for part in own)  # ids hold no quotes
    return [
        f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} "
        f"WHERE part IN ({parts}) OR pending > 0"
        for name in RECORDS
    ]
