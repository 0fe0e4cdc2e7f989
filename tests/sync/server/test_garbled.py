"""A body in which one bit has changed on its way is no body: nothing of it is believed."""

import pytest

from sync import signing
from sync.client.http import HttpPeer
from sync.errors import PeerUnreachable
from sync.wire import Enrol, Request, Tokens
from tests.support.faults import BadLine

TIMES = 40


@pytest.mark.parametrize("fate", ["request flipped", "answer flipped"])
def test_one_changed_bit_is_a_broken_line_whatever_it_would_have_meant(town, fate):
    held: list[Tokens] = []
    honest = HttpPeer(town.address, None, held.append)
    key = signing.public(signing.new_key())
    enrolled = honest.enrol(Enrol("ann", "pw-ann", "laptop", key))
    asked = Request(enrolled.epoch, 0, "")
    parts = honest.sync(asked).parts
    with BadLine(town.address, seed=3, bad=1.0, only=[fate]) as line:
        peer = HttpPeer(line.url, held[-1], held.append)
        for _ in range(TIMES):
            with pytest.raises(PeerUnreachable):
                peer.sync(asked)
        peer.close()
    assert line.fates == {fate: TIMES}
    assert honest.sync(asked).parts == parts
    honest.close()
