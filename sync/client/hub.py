"""A branch hub over HTTP: authenticated by a certificate that the centre has signed.

The laptop authenticates by its device key, so neither needs the centre at that moment. A hub's TLS
certificate is self-signed; its fingerprint is in the certificate signed by the centre.
"""

import hashlib
import secrets
import socket
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from requests import PreparedRequest, Response

from sync import relay, signing, wire
from sync.client.http import HttpPeer
from sync.client.minimum_rate import MinimumRateAdapter
from sync.errors import NotSignedIn, PeerMisbehaved, PeerUnreachable, Refused
from sync.relay import Hello, Pass, Passed, Proof, Rule, Ruled, SignIn
from sync.wire import Check, Checked, Recover, Recovered, Tokens

CONNECT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """The device and its key, the centre's public key, and what time it is."""

    device: str
    key: Ed25519PrivateKey
    centre: str
    now: str


class _Pinned(MinimumRateAdapter):
    """Accepts one TLS certificate only, by its fingerprint."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        options |= {"assert_fingerprint": self._fingerprint, "assert_hostname": False}
        super().init_poolmanager(*arguments, **options)

    def send(self, request: PreparedRequest, *arguments: Any, **options: Any) -> Response:
        """Verifies nothing but the fingerprint: a hub's certificate is signed by nobody."""
        return super().send(request, *arguments, **{**options, "verify": False})


class HubPeer(HttpPeer):
    """A Peer (sync/peer.py). Raises Refused("not_a_hub") for a hub without a valid certificate."""

    def __init__(self, address: str, me: DeviceIdentity) -> None:
        super().__init__(address, None, lambda tokens: None)
        self._me = me
        self.hub = ""
        self.name = ""
        self._fingerprint = ""
        if address.startswith("https://"):
            self._fingerprint = fingerprint(address)
            self._line = _Pinned(self._fingerprint)

    def enter(self) -> None:
        """Mutual authentication.

        Raises PeerUnreachable("hub_unaware") while the hub does not know this device yet, or has
        lost this session: signing in with a password would not help.
        """
        me, nonce = self._me, secrets.token_urlsafe(24)
        asked = wire.encode(Hello(me.device, nonce))
        proof = wire.decode(self._call("POST", "/v1/hub/hello", asked, {}), Proof)
        certificate = proof.certificate
        relay.check(certificate, me.centre, me.now)
        content = relay.proof("hello", certificate.hub, me.device, nonce)
        known = signing.holds(signing.public_key(certificate.key), content, proof.sig)
        if not known or (self._fingerprint and certificate.tls != self._fingerprint):
            raise Refused("not_a_hub", hub=certificate.hub[:64])
        self.hub, self.name = certificate.hub, certificate.name
        content = relay.proof("sign-in", self.hub, me.device, proof.nonce)
        asked = wire.encode(SignIn(me.device, proof.nonce, signing.signature(me.key, content)))
        try:
            answer = self._call("POST", "/v1/hub/sign-in", asked, {})
        except NotSignedIn as problem:
            if problem.kind == "revoked":
                raise
            raise PeerUnreachable("hub_unaware", hub=self.name[:64]) from None
        self._tokens = wire.decode(answer, Tokens)

    def renew(self) -> None:
        self.enter()

    def recover(self, asked: Recover) -> Recovered:
        return wire.decode(self._pass("recover", wire.encode(asked)), Recovered)

    def check(self, check: Check) -> Checked:
        return wire.decode(self._pass("digest", wire.encode(check)), Checked)

    def _pass(self, what: str, asked: bytes) -> bytes:
        """A signed request that the hub forwards to the centre, and the centre's signed answer."""
        me = self._me
        sig = signing.signature(me.key, relay.passing(me.device, what, asked))
        body = self._with_token("POST", "/v1/hub/pass", wire.encode(Pass(what, asked, sig)))
        answer = wire.decode(body, Passed)
        content = relay.passed(me.device, asked, answer.body)
        if not signing.holds(signing.public_key(me.centre), content, answer.sig):
            raise PeerMisbehaved("damaged")
        return answer.body

    def rule(self, asked: Rule) -> str:
        """The hub's signature under a decision; raises Refused if the hub does not allow it."""
        body = self._with_token("POST", "/v1/hub/rule", wire.encode(asked))
        return wire.decode(body, Ruled).ruling


def fingerprint(address: str) -> str:
    """SHA-256 of the server's TLS certificate, hex."""
    parts = urlsplit(address)
    where = (parts.hostname or "", parts.port or 443)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            socket.create_connection(where, CONNECT_SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=where[0]) as line,
        ):
            shown = line.getpeercert(binary_form=True)
    except OSError as error:
        raise PeerUnreachable(server=address, detail=type(error).__name__) from None
    return hashlib.sha256(shown or b"").hexdigest()
