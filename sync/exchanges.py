"""The requests of one synchronisation, one at a time; a long push is pipelined.

While the centre runs a push the next one is prepared; once the reply is here that one is sent, and
only then is the reply applied. The order of mutation numbers is kept, for no request is sent before
the one before it was answered.
"""

from collections.abc import Callable

from sync.peer import Peer
from sync.replica import Replica
from sync.wire import Reply, Request


class Exchanges:
    """`request`, its `reply`, which the caller applies, and so on."""

    def __init__(self, replica: Replica, peer: Peer) -> None:
        self._replica = replica
        self._peer = peer
        self._sent: tuple[Request, Callable[[], Reply]] | None = None

    @property
    def in_flight(self) -> bool:
        """Whether the next request was sent already."""
        return self._sent is not None

    def request(self) -> Request:
        """The next one, sent now if it was not yet."""
        if self._sent is None:
            request = self._replica.request()
            self._sent = request, self._peer.begin(request)
        return self._sent[0]

    def reply(self) -> Reply:
        """Blocks until the reply to the last `request`; raises what came in its place."""
        assert self._sent is not None
        request, answer = self._sent
        self._sent = None
        following = self._replica.following(request)
        reply = answer()
        if following is not None and _only_results(request, reply):
            following.cursor, following.h = reply.cursor, reply.h
            self._sent = following, self._peer.begin(following)
        return reply


def _only_results(request: Request, reply: Reply) -> bool:
    """Whether the reply answers the whole push and has nothing else: no changes, no new scope."""
    pushed = [(each.mseq, "") for each in request.push]
    answered = [(each.mseq, each.of) for each in reply.results]
    news = reply.groups or reply.more or reply.parts is not None
    return answered == pushed and not news and not request.joined and reply.epoch == request.epoch
