"""A colleague with another laptop, who changes what the measured one holds."""

import itertools

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import signing, wire
from sync.clock import Clock
from sync.wire import Envelope
from tests.support.centre import Laptop

BATCH = 1_000


class Colleague:
    """Speaks the protocol and keeps nothing but its place in the sequence."""

    def __init__(self, url: str) -> None:
        self._laptop = Laptop(url, Clock())
        self._laptop.enrol("wang", "pw-wang")
        self._key = Ed25519PrivateKey.from_private_bytes(self._laptop.key)
        self._say()
        self._values = itertools.count(1)

    def edit(self, number: int) -> None:
        """Another telephone for the first so many customers."""
        value = next(self._values)
        self._renew()
        self._say()
        for start in range(0, number, BATCH):
            rows = range(start + 1, min(start + BATCH, number) + 1)
            self._say(*(self._envelope(f"KH-{row:07d}", f"0571-{value:08d}") for row in rows))

    def _renew(self) -> None:
        """What is measured between two edits may take longer than a token lasts."""
        tokens = self._laptop.tokens
        assert tokens is not None
        said = {"Authorization": f"Refresh {tokens.refresh}"}
        answer = self._laptop.call("POST", "/v1/refresh", b"", said)
        self._laptop.tokens = wire.decode(answer, wire.Tokens)

    def _envelope(self, id: str, phone: str) -> Envelope:
        said = self._laptop
        said.mseq += 1
        seen = {f"customer/{id}": said.cursor}
        made = Envelope(said.mseq, "customer.edit", id, {"phone": phone}, said.clock.now_text())
        made.base = seen
        made.sig = signing.sign(self._key, said.device, made)
        return made

    def _say(self, *push: Envelope) -> None:
        said = self._laptop
        while True:
            reply = said.say(*push)
            assert all(result.status == "applied" for result in reply.results), reply.results[:1]
            said.cursor, said.h, said.scope, push = reply.cursor, reply.h, reply.scope, ()
            said.acked = max([said.acked, *(result.mseq for result in reply.results)])
            if reply.parts is None and not reply.more:
                return
