"""Ed25519 signatures: devices sign their mutations, so that no relay can alter them."""

import base64
import binascii
import hashlib
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.catalogue import canonical, canonical_bytes
from sync.errors import BadValue
from sync.wire import Envelope


def new_key() -> bytes:
    """The 32 secret bytes of a new key."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public(key: bytes) -> str:
    """The public half, base64."""
    raw = Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()
    return base64.b64encode(raw).decode()


def public_key(text: str) -> Ed25519PublicKey:
    """Raises BadValue for anything but 32 bytes in base64."""
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error):
        raise BadValue(field="key", value="", wanted="an Ed25519 public key") from None


def content(device: str, envelope: Envelope) -> bytes:
    """The signed bytes: everything the centre acts upon, as canonical JSON."""
    e = envelope
    parts = [device, e.mseq, e.v, e.name, e.id, e.set, e.base, e.was, e.at]
    return canonical_bytes([*parts, e.after] if e.after else parts)


def hash_of(content: bytes) -> str:
    """SHA-256 by which the centre recognises a mutation again, however it was signed."""
    return hashlib.sha256(content).hexdigest()


def sealed(device: str, hashes: Sequence[str]) -> bytes:
    """The signed bytes of a whole push: the hashes of its mutations' signed bytes, in order."""
    return canonical(["push", device, list(hashes)]).encode()


def seal(key: Ed25519PrivateKey, device: str, push: Sequence[Envelope]) -> str:
    return signature(key, sealed(device, [hash_of(content(device, each)) for each in push]))


def signature(key: Ed25519PrivateKey, content: bytes) -> str:
    return base64.b64encode(key.sign(content)).decode()


def sign(key: Ed25519PrivateKey, device: str, envelope: Envelope) -> str:
    return signature(key, content(device, envelope))


def genuine(key: Ed25519PublicKey, device: str, envelope: Envelope) -> bool:
    return holds(key, content(device, envelope), envelope.sig)


def holds(key: Ed25519PublicKey, content: bytes, sig: str) -> bool:
    """Whether `sig`, base64, is this key's signature of the content."""
    try:
        key.verify(base64.b64decode(sig, validate=True), content)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def renewal(device: str, epoch: str) -> bytes:
    """What a device signs to get new tokens after a restore."""
    return canonical(["renew", device, epoch]).encode()


def box_content(device: str, box: str) -> bytes:
    """What a device signs to say that bundles for it are sealed to this key."""
    return canonical(["box", device, box]).encode()


def sign_box(key: Ed25519PrivateKey, device: str, box: str) -> str:
    return signature(key, box_content(device, box))


def sign_renewal(key: Ed25519PrivateKey, device: str, epoch: str) -> str:
    return base64.b64encode(key.sign(renewal(device, epoch))).decode()
