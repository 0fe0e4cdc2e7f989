"""Messages between centre, hub and laptop (sync/README.md, section 13).

A hub has a certificate: its name, branch, key and expiry, signed by the centre. A laptop trusts a
hub only after verifying the certificate and the hub's proof of possession of its key.
"""

import hashlib
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import signing
from sync.catalogue import canonical
from sync.clock import from_text
from sync.errors import Refused
from sync.wire import CentreKeys, Envelope, Number, Result

SERVICE = "_routebook._tcp.local."  # how hubs are found on the LAN


class Certificate(msgspec.Struct, omit_defaults=True):
    """`unit`: the branch that it may serve; `tls`: sha256 of its TLS certificate, or empty."""

    hub: str
    unit: str
    name: str
    key: str
    tls: str
    until: str
    sig: str = ""


def certified(certificate: Certificate) -> bytes:
    """What the centre signs."""
    c = certificate
    return canonical(["hub", c.hub, c.unit, c.name, c.key, c.tls, c.until]).encode()


def certify(key: Ed25519PrivateKey, certificate: Certificate) -> Certificate:
    sig = signing.signature(key, certified(certificate))
    return msgspec.structs.replace(certificate, sig=sig)


def check(certificate: Certificate, centre: str, now: str) -> None:
    """Raises Refused("not_a_hub") unless the certificate is this centre's and valid now."""
    genuine = signing.holds(signing.public_key(centre), certified(certificate), certificate.sig)
    if not genuine or from_text(certificate.until) < from_text(now):
        raise Refused("not_a_hub", hub=certificate.hub[:64])


class Hello(msgspec.Struct):
    """POST /v1/hub/hello: a laptop asks the hub to prove itself."""

    device: str
    nonce: str


class Proof(msgspec.Struct):
    """`sig` by the hub over ["hello", hub, device, the laptop's nonce]; `nonce` of its own."""

    certificate: Certificate
    sig: str
    nonce: str


class SignIn(msgspec.Struct):
    """POST /v1/hub/sign-in: `sig` by the device over ["sign-in", hub, device, the hub's nonce]."""

    device: str
    nonce: str
    sig: str


class Rule(msgspec.Struct):
    """POST /v1/hub/rule: a decision under an allotment of this hub, before it has a number.

    `set` as in the envelope, without `ruling`."""

    decision: str
    set: dict[str, Any]
    at: str


class Pass(msgspec.Struct, omit_defaults=True):
    """POST /v1/hub/pass, laptop to hub to centre: what only the centre can answer (`recover` or
    `digest`), with the device's signature over ["pass", device, what, sha256 of body]."""

    what: str
    body: bytes
    sig: str
    device: str = ""


class Passed(msgspec.Struct):
    """`sig` by the centre over ["passed", device, sha256 of what was asked, sha256 of body]."""

    body: bytes
    sig: str


def passing(device: str, what: str, body: bytes) -> bytes:
    return canonical(["pass", device, what, hashlib.sha256(body).hexdigest()]).encode()


def passed(device: str, asked: bytes, body: bytes) -> bytes:
    of = hashlib.sha256(asked).hexdigest()
    return canonical(["passed", device, of, hashlib.sha256(body).hexdigest()]).encode()


class Ruled(msgspec.Struct):
    """The hub's signature, which goes into the envelope as `ruling`."""

    ruling: str


def proof(what: str, hub: str, device: str, nonce: str) -> bytes:
    return canonical([what, hub, device, nonce]).encode()


class HubEnrol(msgspec.Struct):
    """POST /v1/hub/enrol, once: `code` is what `hub add` printed."""

    hub: str
    code: str
    key: str
    tls: str


class HubEnrolled(msgspec.Struct):
    secret: str
    keys: CentreKeys
    zone: str
    company: str


class Relayed(msgspec.Struct, omit_defaults=True):
    """A device's envelopes as the hub received them; `acked` as the device last said it, believed
    within the branch."""

    device: str
    push: list[Envelope]
    acked: Number = 0


class Outcome(msgspec.Struct, omit_defaults=True):
    """Their results; or the problem why none was run, and then they stay queued at the hub.

    `heard`: results up to this mseq were acknowledged, and the centre may have dropped them.
    """

    device: str
    results: list[Result] = []
    heard: int = 0
    problem: str = ""
    facts: dict[str, Any] = {}


class HubDevice(msgspec.Struct):
    """A laptop of the branch, for the hub to know who signs in."""

    id: str
    person: str
    key: str
    name: str
    revoked: bool


class Feed(msgspec.Struct, omit_defaults=True):
    """POST /v1/hub/feed: push relayed envelopes, pull the branch's changes.

    `parts` and `devices` are fingerprints of what the hub knows.
    """

    epoch: str
    cursor: int
    parts: str = ""
    devices: str = ""
    push: list[Relayed] = []


class Fed(msgspec.Struct, omit_defaults=True):
    """`anew`: the copy is not of this branch or history (any more); begin again with /copy.

    Rows of the tables commit_log, change and change_part of (cursor of the request, `cursor`], as
    far as they concern the branch; `results` of its devices among them.
    """

    epoch: str
    cursor: int
    h: str
    certificate: Certificate
    outcomes: list[Outcome] = []
    anew: bool = False
    horizon: int = 0
    head: int = 0
    parts: list[str] | None = None
    devices: list[HubDevice] | None = None
    commits: list[list[Any]] = []
    changes: list[list[Any]] = []
    hows: list[list[Any]] = []
    results: list[Outcome] = []
    more: bool = False


class Copy(msgspec.Struct):
    """POST /v1/hub/copy: the live records of one type beyond an id, as they stand now."""

    type: str
    after: str


class Copied(msgspec.Struct):
    """`rows`: [id, part or "", ver, fields, further partitions of the branch that read it]."""

    epoch: str
    head: int
    rows: list[list[Any]]
    more: bool
