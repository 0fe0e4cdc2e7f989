"""`routebook-server hub`: enrolled once with the word the centre printed, then up until stopped."""

import datetime
import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import inspect

from sync import signing
from sync.errors import Refused
from sync.server import keeping, migrations
from sync.server.database import Database
from sync.server.hub import Hub
from sync.server.hub_copy import known, remember
from sync.server.serving import Service, Where
from sync.server.upstream import Membership, Upstream, joined

YEARS = 20  # of the hub's own TLS certificate, which laptops know by its fingerprint alone


def opened(database: Database) -> Database:
    """The hub's database, made if there is none; a centre's is refused."""
    with database.read() as connection:
        there = inspect(connection).has_table("seq_head")
    if there:
        keeping.opened(database)
        with database.read() as connection:
            if not known(connection, "hub_key"):
                raise Refused("already_initialised")
        return database
    keeping.found(database)
    with database.write() as connection:
        migrations.upgrade(connection)
        remember(connection, "hub_key", {"key": signing.new_key().hex()})
    return database


class Running:
    """A hub with its two sides: laptops on the LAN, the centre beyond."""

    def __init__(
        self, database: Database, upstream: str, where: Where, ready: Callable[[str], None]
    ) -> None:
        with database.read() as connection:
            key = bytes.fromhex(known(connection, "hub_key")["key"])
            member = known(connection, "membership")
        membership = Membership(member["hub"], member["secret"], upstream)
        self.hub = Hub(database, key, self._handed_in)
        self.upstream = Upstream(database, membership, self.hub.clock, self._heard)
        self.hub.upwards = self.upstream.pass_on
        self.service = Service(self.hub, where, ready)

    def serve_forever(self) -> None:
        line = threading.Thread(target=self.upstream.run, name="upstream", daemon=True)
        line.start()
        try:
            self.service.serve_forever()
        finally:
            self.upstream.stop()
            line.join(30)

    def _handed_in(self) -> None:
        self.upstream.wake()
        self.service.wake_waiting()

    def _heard(self) -> None:
        self.service.wake_waiting()


def enrolled(database: Database) -> bool:
    with database.read() as connection:
        return bool(known(connection, "membership"))


def name(database: Database) -> str:
    with database.read() as connection:
        return str(known(connection, "membership")["hub"])


def secured(where: Where, database: Database) -> Where:
    """On a LAN with TLS of its own, unless other files are given or somebody in front has it."""
    if where.secure or where.behind_proxy or where.loopback:
        return where
    folder = Path(database.url.database or ".").parent if database.sqlite else Path()
    own = own_certificate(folder)
    return replace(where, tls_cert=own.tls_cert, tls_key=own.tls_key)


def enrol(database: Database, upstream: str, code: str, where: Where) -> None:
    """`code` is "HUB:WORD" as `hub add` printed it."""
    tls = fingerprint_of(where.tls_cert) if where.tls_cert else ""
    hub, _, word = code.strip().partition(":")
    with database.read() as connection:
        key = bytes.fromhex(known(connection, "hub_key")["key"])
    joined(database, upstream, hub, word, signing.public(key), tls)


def own_certificate(folder: Path) -> Where:
    """TLS files of the hub itself, made once; nobody signs them, laptops compare fingerprints."""
    cert, key = folder / "hub.crt", folder / "hub.key"
    if not (cert.exists() and key.exists()):
        secret = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "routebook-hub")])
        now = datetime.datetime.now(datetime.UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(secret.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=365 * YEARS))
            .sign(secret, hashes.SHA256())
        )
        pem = serialization.Encoding.PEM
        key.touch(mode=0o600)
        key.write_bytes(
            secret.private_bytes(
                pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        cert.write_bytes(made.public_bytes(pem))
    return Where(tls_cert=str(cert), tls_key=str(key))


def fingerprint_of(cert: str) -> str:
    """sha256 of a TLS certificate, hex."""
    made = x509.load_pem_x509_certificate(Path(cert).read_bytes())
    return hashlib.sha256(made.public_bytes(serialization.Encoding.DER)).hexdigest()
