"""A laptop that was out of contact for too long takes work in, and shows nobody else's records.

It counts from the last word of the centre, by this laptop's clock, which a person cannot turn back
beyond what it has shown before. Writing, exporting and sending go on; definitions and one's own
things stay in sight, and so does every record with a change that was not sent.
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
    """Days since the centre was heard of, if they are more than the lease; else 0."""
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


def veil(me: Me) -> list[str]:
    """Statements that hide what is not this person's own from everybody who reads."""
    own = ["all", f"user:{me.id}", *([f"post:{me.post}"] if me.post else [])]
    parts = ", ".join(f"'{part}'" for part in own)  # ids hold no quotes
    return [
        f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} "
        f"WHERE part IN ({parts}) OR pending > 0"
        for name in RECORDS
    ]
