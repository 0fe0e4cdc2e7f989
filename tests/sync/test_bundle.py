"""A bundle is believed whole or not at all; its layout is the published one."""

import base64
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import sync
from sync import bundle, sealing, signing, wire
from sync.bundle import Bundle, Header, Piece, Push, Standing
from sync.errors import PeerMisbehaved, Problem, Refused
from sync.wire import Envelope, Request

VECTORS = Path(sync.__file__).parent / "vectors"
SENDER, RECIPIENT, EPHEMERAL = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))
PIECES: list[Piece] = [
    Standing(Request("e1", 7, "f00d")),
    Push([Envelope(3, "customer.edit", "c1", {"remark": "雨"}, "2026-11-21T08:00:00.000000Z")]),
]


def header(**changes: Any) -> Header:
    known = {
        "kind": "up",
        "epoch": "e1",
        "sender": "d1",
        "recipient": "centre",
        "box": sealing.public(RECIPIENT),
        "ephemeral": sealing.public(EPHEMERAL),
        "first": 3,
        "last": 3,
        "created": "2026-11-21T09:00:00.000000Z",
    }
    return Header(**(known | changes))


def written(pieces: list[Piece] = PIECES, **changes: Any) -> bytes:
    file = io.BytesIO()
    key = Ed25519PrivateKey.from_private_bytes(SENDER)
    bundle.write(file, header(**changes), pieces, key, EPHEMERAL)
    return file.getvalue()


def opened(content: bytes, box: bytes = RECIPIENT, signed_by: bytes = SENDER) -> Bundle:
    key = Ed25519PrivateKey.from_private_bytes(signed_by).public_key()
    return Bundle(io.BytesIO(content), box, lambda header: key)


def test_what_was_put_in_comes_out() -> None:
    found = opened(written())
    assert found.header == header()
    assert [wire.encode(each) for each in found.pieces()] == [wire.encode(each) for each in PIECES]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content, at: content[:at], id="cut"),
        pytest.param(
            lambda content, at: (
                content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1 :]
            ),
            id="flipped",
        ),
        pytest.param(lambda content, at: content[:at] + content[at + 1 :], id="left out"),
    ],
)
def test_damage_at_any_byte_is_noticed(damage: Callable[[bytes, int], bytes]) -> None:
    content = written()
    for at in range(len(content)):
        with pytest.raises(Problem):
            opened(damage(content, at))


def test_more_than_there_should_be_is_noticed() -> None:
    with pytest.raises(PeerMisbehaved):
        opened(written() + b"\x00")


def test_pieces_of_another_bundle_do_not_fit() -> None:
    """The same sender, keys and number of pieces: only the header differs."""
    mine, other = written(), written(created="2026-11-22T09:00:00.000000Z")
    start = len(mine) - mine[::-1].index(b"}"[::-1])  # anywhere behind the header
    with pytest.raises(PeerMisbehaved):
        opened(mine[:start] + other[start:])


def test_only_its_recipient_can_open_it() -> None:
    with pytest.raises(Refused) as refused:
        opened(written(), box=bytes(32))
    assert refused.value.kind == "bundle_for_other"


def test_somebody_elses_signature_is_none() -> None:
    with pytest.raises(PeerMisbehaved):
        opened(written(), signed_by=bytes(32))


def test_a_file_that_changes_while_it_is_read_is_not_believed() -> None:
    content = written()
    file = io.BytesIO(content)
    key = Ed25519PrivateKey.from_private_bytes(SENDER).public_key()
    found = Bundle(file, RECIPIENT, lambda header: key)
    pieces = found.pieces()
    next(pieces)
    file.getbuffer()[len(content) - 100] ^= 1
    with pytest.raises(PeerMisbehaved):
        list(pieces)


def test_the_published_bundle_opens() -> None:
    known = json.loads((VECTORS / "bundle.json").read_text("utf-8"))
    box = bytes.fromhex(known["recipient_box_secret"])
    key = signing.public_key(known["sender_key"])
    file = io.BytesIO(base64.b64decode(known["file"]))
    found = Bundle(file, box, lambda header: key)
    assert json.loads(wire.encode(found.header)) == known["header"]
    assert [json.loads(wire.encode(each)) for each in found.pieces()] == known["pieces"]
