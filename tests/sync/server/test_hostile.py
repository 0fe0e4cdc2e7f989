"""Whoever means harm: values no database holds, bodies without end, paths in names, a false hub."""

import http.client
import json
import logging
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from sync import bundle, relay, sealing, signing, wire
from sync.bundle import Content, Header
from sync.errors import PeerMisbehaved, Refused
from sync.relay import Feed, HubEnrol, HubEnrolled, Pass, Relayed
from sync.server import unsealing
from sync.server.hubs import Hubs
from sync.server.tables import ACCOUNT, ENROLMENT
from tests.support.centre import Laptop, Town


def status(town: Town, path: str, body: Any, **headers: str) -> int:
    address = urlsplit(town.address)
    line = http.client.HTTPConnection(address.hostname or "", address.port or 0, timeout=20)
    said = body if isinstance(body, bytes) else json.dumps(body).encode()
    line.request("POST", path, said, headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status


def hub_of(town: Town, unit: str) -> str:
    """The token of a hub that says what it likes."""
    about, code = Hubs(town.centre).add(unit, "分部")
    wanted = HubEnrol(about["hub"], code, signing.public(signing.new_key()), "")
    told = town.centre.hubs.answer("enrol", "", wire.encode(wanted))
    return f"Hub {about['hub']}:{wire.decode(told, HubEnrolled).secret}"


def test_what_no_database_holds_is_malformed_and_no_bug(town: Town) -> None:
    ann = town.laptop("ann")
    assert ann.tokens is not None
    token = {"Authorization": f"Bearer {ann.tokens.access}"}
    request = {"epoch": ann.epoch, "cursor": 0, "scope": ann.scope}
    envelope = wire.encode(ann.envelope("customer.edit", "c1", phone="1"))
    endless = {**json.loads(envelope), "mseq": 2**63}
    key = signing.public(signing.new_key())
    proof = {"header": "e30=", "pieces": -1, "digest": "AA==", "sig": "AA=="}
    asked = (
        ("/v1/sync", request | {"push": [endless]}),
        ("/v1/recover", {"epoch": ann.epoch, "push": [endless]}),
        ("/v1/unseal", proof),
        ("/v1/hub/enrol", {"hub": "\x00", "code": "x", "key": key, "tls": ""}),
    )
    said = {path: status(town, path, body, **token) for path, body in asked}
    assert set(said.values()) <= {400, 401}, said


def test_who_has_shown_nothing_may_not_send_much(town: Town) -> None:
    much = b'{"x":"' + b"x" * 100_000 + b'"}'
    bomb = {"Content-Encoding": "gzip"}
    for path in ("enrol", "renew", "hub/enrol", "hub/hello", "hub/feed", "hub/copy", "sync"):
        assert status(town, f"/v1/{path}", much) in (401, 413), path
        assert status(town, f"/v1/{path}", wire.pack(b" " * 3_000_000), **bomb) in (401, 413), path


def test_a_log_never_holds_the_values_of_a_statement_that_failed(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    with town.centre.database.read() as connection:
        first = connection.execute(select(ACCOUNT)).mappings().first()
    assert first is not None
    again = insert(ACCOUNT).values(dict(first))
    with pytest.raises(IntegrityError) as caught, town.centre.database.write() as connection:
        connection.execute(again)
    logging.getLogger("sync").error("broken", exc_info=caught.value)
    assert first["password"] not in caplog.text
    assert "account" in caplog.text


def test_a_file_on_a_bundle_is_named_by_its_hash_and_by_nothing_else(
    town: Town, tmp_path: Path
) -> None:
    ann = town.laptop("ann")
    ephemeral, stick, folder = sealing.new_key(), tmp_path / "kept.syncb", tmp_path / "in" / "files"
    box = town.centre.keys.public.box
    about = (ann.epoch, ann.device, "centre", box, sealing.public(ephemeral), 0, 0, "")
    key = Ed25519PrivateKey.from_private_bytes(ann.key)
    for name in ("../../outside", str(tmp_path / "outside"), "ab/cd", "A" * 64, "a" * 64 + "\n"):
        with bundle.written(stick) as file:
            bundle.write(file, Header("kept", *about), [Content(name, 1, 0, b"x")], key, ephemeral)
        with pytest.raises(PeerMisbehaved):
            list(unsealing.lines(town.centre, stick, folder))
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == [stick]


def test_a_hub_acknowledges_nothing_for_a_laptop_of_another_branch(town: Town) -> None:
    units = [{"id": "east", "name": "华东", "parent": "hq"}]
    town.load({"units": units})
    hub, ann = hub_of(town, "east"), town.laptop("ann")
    for phone in "123":
        ann.do("customer.edit", "c1", phone=phone)
    before = acked(town, ann)
    feed = Feed(ann.epoch, 0, push=[Relayed(ann.device, [], acked=3)])
    town.centre.hubs.answer("feed", hub, wire.encode(feed))
    assert acked(town, ann) == before
    recover = wire.Recover(ann.epoch, push=[])
    ann.authorised("POST", "/v1/recover", wire.encode(recover))
    assert acked(town, ann) == before


def test_a_hub_asks_nothing_in_the_name_of_a_laptop_that_has_not_signed_it(town: Town) -> None:
    units = [{"id": "east", "name": "华东", "parent": "hq"}]
    post = {"id": "r1", "title": "业务员", "unit": "east", "superior": "mgr", "territories": ["t1"]}
    town.load({"units": units, "posts": [post]})
    hub, ann = hub_of(town, "east"), town.laptop("ann")
    body = wire.encode(wire.Check(parts={"terr:t1": "0:0"}))
    key = Ed25519PrivateKey.from_private_bytes(ann.key)

    def passed(sig: str) -> None:
        asked = wire.encode(Pass("digest", body, sig, ann.device))
        town.centre.hubs.answer("pass", hub, asked)

    passed(signing.signature(key, relay.passing(ann.device, "digest", body)))
    with pytest.raises(Refused) as caught:
        passed(signing.signature(key, relay.passing(ann.device, "recover", body)))
    assert caught.value.kind == "bad_signature"


def acked(town: Town, laptop: Laptop) -> int:
    with town.centre.database.read() as connection:
        mine = select(ENROLMENT.c.acked).where(ENROLMENT.c.id == laptop.device)
        return int(connection.execute(mine).scalar_one())
