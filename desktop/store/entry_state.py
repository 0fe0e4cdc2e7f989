"""How far a change in the outbox has come on its way to the centre."""

from enum import StrEnum


class EntryState(StrEnum):
    """`outbox.state`; the centre's answer removes the entry, whatever its state."""

    STAGED = "staged"  # written by an import that has not finished: not to be sent yet
    WAITING = "waiting"  # has no number (mseq) yet
    DEFERRED = "deferred"  # refused for want of another change: waits until that has come
    SENT = "sent"  # numbered, and maybe received: sent again, unchanged, until it is answered
    RELAYED = "relayed"  # taken by a hub or a file, which pass it on
    PROVISIONAL = "theirs"  # a colleague's, shown by a hub before the centre has it; never sent
