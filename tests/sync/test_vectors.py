"""The vectors that other clients are written against hold for this one."""

import json
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import published, relay, signing, wire
from sync.catalogue import canonical
from sync.digest import Sum, bucket, combined, record_number, record_numbers, weight
from sync.errors import Refused
from sync.rulings import allotments
from sync.rulings.records import Record

FOLDER = Path(wire.__file__).parent / "vectors"


def vector(name: str):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def test_the_catalogue_is_published_as_it_is():
    """If not: python -m sync.published > sync/vectors/catalogue.jsonl"""
    told = (FOLDER / "catalogue.jsonl").read_text(encoding="utf-8").splitlines()
    assert told == list(published.lines())
    assert json.loads(told[0]) == {"schema": 5}


@pytest.mark.parametrize("case", vector("canonical")["cases"], ids=lambda case: case["canonical"])
def test_canonical_json(case):
    assert canonical(case["value"]) == case["canonical"]
    encoded = msgspec.json.encode(case["value"], order="sorted").decode()
    assert json.loads(encoded) == json.loads(case["canonical"])


def test_signatures():
    said = vector("signature")
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(said["secret"]))
    for each in (said, said["upon"]):
        envelope = msgspec.convert(each["envelope"], wire.Envelope)
        assert signing.content(said["device"], envelope).decode() == each["signed"]
        assert signing.sign(key, said["device"], envelope) == each["envelope"]["sig"]
        assert signing.genuine(signing.public_key(said["key"]), said["device"], envelope)
    both = [msgspec.convert(each["envelope"], wire.Envelope) for each in (said, said["upon"])]
    push = said["push"]
    hashes = [signing.hash_of(each["signed"].encode()) for each in (said, said["upon"])]
    assert hashes == push["hashes"]
    assert signing.sealed(said["device"], hashes).decode() == push["signed"]
    assert signing.seal(key, said["device"], both) == push["seal"]
    renewal = said["renewal"]
    assert signing.renewal(said["device"], renewal["epoch"]).decode() == renewal["signed"]
    assert signing.sign_renewal(key, said["device"], renewal["epoch"]) == renewal["sig"]


def test_digests():
    said = vector("digest")
    sums: dict[str, Sum] = {}
    for each in said["records"]:
        number = record_number(each["type"], each["id"], each["ver"], each["fields"])
        assert f"{number:016x}" == each["number"]
        names, values = list(each["fields"])[::-1], list(each["fields"].values())[::-1]
        of_all = each["type"], [each["id"]] * 2, [each["ver"]] * 2, [*names, "none"]
        assert (
            record_numbers(*of_all, [*([value] * 2 for value in values), [None] * 2])
            == [number] * 2
        )
        assert bucket(each["type"], each["id"]) == each["bucket"]
        sums.setdefault(each["part"], Sum()).add(number)
    assert {part: each.text() for part, each in sums.items()} == said["sums"]
    assert {part: f"{weight(part):016x}" for part in sums} == said["weights"]
    assert combined(sums) == said["digest"]


def test_a_laptop_and_a_hub_prove_themselves():
    said = vector("hub")
    secrets = {who: bytes.fromhex(said[who]["secret"]) for who in ("centre", "hub", "device")}
    keys = {who: Ed25519PrivateKey.from_private_bytes(raw) for who, raw in secrets.items()}
    certificate = msgspec.convert(said["certificate"], relay.Certificate)
    assert relay.certified(certificate).decode() == said["certified"]
    assert relay.certify(keys["centre"], certificate) == certificate
    assert certificate.key == signing.public(secrets["hub"])
    relay.check(certificate, said["centre"]["key"], said["valid_at"])
    stranger = said["device"]["key"]
    for centre, at in ((said["centre"]["key"], said["invalid_at"]), (stranger, said["valid_at"])):
        with pytest.raises(Refused, match="not_a_hub"):
            relay.check(certificate, centre, at)

    hello, enter = said["hello"], said["sign-in"]
    asked = msgspec.convert(hello["request"], relay.Hello)
    content = relay.proof("hello", certificate.hub, asked.device, asked.nonce)
    assert content.decode() == hello["signed"]
    proof = msgspec.convert(hello["reply"], relay.Proof)
    assert signing.signature(keys["hub"], content) == proof.sig
    content = relay.proof("sign-in", certificate.hub, asked.device, proof.nonce)
    assert content.decode() == enter["signed"]
    assert signing.signature(keys["device"], content) == enter["request"]["sig"]
    assert enter["request"]["nonce"] == proof.nonce


def test_an_allotment_is_the_centres_and_a_ruling_the_hubs():
    said = vector("hub")
    lease, ruling = said["allotment"], said["ruling"]
    content = allotments.granted(lease["id"], lease["fields"])
    assert content.decode() == lease["signed"]
    assert allotments.signed(said["centre"]["key"], content, lease["sig"])
    assert allotments.ruled("a1", "d1", ruling["set"]).decode() == ruling["signed"]
    record = Record("branch_allotment", lease["id"], lease["fields"])
    proof = {**ruling["set"], "ruling": ruling["ruling"]}
    assert allotments.proven(record, "d1", proof)
    assert not allotments.proven(record, "d2", proof)
    assert not allotments.proven(record, "d1", {**proof, "on_ver": 2})


@pytest.mark.parametrize("said", vector("exchanges")["exchanges"], ids=lambda said: said["path"])
def test_exchanges_are_understood_and_said_the_same_way(said):
    for shape, message in zip(said["shape"], (said["request"], said["reply"]), strict=True):
        kind = getattr(wire, shape)
        understood = wire.decode(json.dumps(message).encode(), kind)
        assert set(message) <= set(kind.__struct_fields__), "every member is one we know"
        again = json.loads(wire.encode(understood))
        assert {name: again[name] for name in message if name != "push"} == {
            name: value for name, value in message.items() if name != "push"
        }
        assert wire.decode(wire.encode(understood), kind) == understood
