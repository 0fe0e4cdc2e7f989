"""Failures that are expected, with facts instead of sentences.

Problem
├── BadValue            a value does not fit its field
├── Refused             a rule said no (kept, can be mended and sent again)
├── NotUnderstood       the message could not be understood (quarantined, kept)
├── PeerUnreachable     no connection; nothing is lost
├── PeerMisbehaved      the answer is not what the protocol allows; nothing was changed
└── NotSignedIn         the device has to sign in (again), or was revoked
"""

from typing import Any, ClassVar


class Problem(Exception):
    """Something a person should be told; `facts` fill the sentence that belongs to `kind`."""

    default_kind: ClassVar[str] = "problem"

    def __init__(self, kind: str | None = None, *, rule: str | None = None, **facts: Any) -> None:
        self.kind = kind or self.default_kind
        self.rule = rule
        self.facts = facts
        super().__init__(self.kind, facts)

    def __str__(self) -> str:
        rule = f" ({self.rule})" if self.rule else ""
        return f"{self.kind}{rule} {self.facts}"


class BadValue(Problem):
    """A value does not fit its field: facts are type, field, value (shortened) and wanted."""

    default_kind = "bad_value"


class Refused(Problem):
    """A rule said no."""

    default_kind = "refused"


class NotUnderstood(Problem):
    """The message makes no sense to this version; it is kept aside."""

    default_kind = "not_understood"


class PeerUnreachable(Problem):
    """No connection, or it broke; nothing is lost."""

    default_kind = "unreachable"


class PeerMisbehaved(Problem):
    """The other side answered something the protocol does not allow."""

    default_kind = "peer_misbehaved"


class NotSignedIn(Problem):
    """The centre does not know this device (any more)."""

    default_kind = "not_signed_in"
