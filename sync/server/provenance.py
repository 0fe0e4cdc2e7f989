"""Where a commit comes from: who made it, by which mutation, on which device, and when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """`at` by the author's clock, `received_at` by the server's (ISO 8601, UTC).

    Only a commit that replays a device's mutation names the device and the mutation's number
    there (`mseq`)."""

    name: str
    actor: str
    at: str
    received_at: str
    device: str | None = None
    mseq: int | None = None

    @classmethod
    def local(cls, name: str, now: str, actor: str = "") -> "Provenance":
        """Of a commit that the server makes itself, or at a request that it is handling."""
        return cls(name, actor, now, now)
