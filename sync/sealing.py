"""Public-key encryption: X25519 key agreement, ChaCha20-Poly1305."""

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.errors import BadValue, PeerMisbehaved

PURPOSE = b"routebook bundle 1"


def new_key() -> bytes:
    """The 32 secret bytes of a new key."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public(key: bytes) -> str:
    """The public half, base64."""
    raw = X25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()
    return base64.b64encode(raw).decode()


def public_key(text: str) -> X25519PublicKey:
    """Raises BadValue for anything but 32 bytes in base64."""
    try:
        return X25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error):
        raise BadValue(field="box", value="", wanted="an X25519 public key") from None


class Seal:
    """The key of one message in many pieces; the number of a piece is its nonce."""

    def __init__(self, mine: bytes, theirs: str, ephemeral: str, recipient: str) -> None:
        """`mine` is a secret half, `theirs` the other's public half: either end gets this key."""
        try:
            shared = X25519PrivateKey.from_private_bytes(mine).exchange(public_key(theirs))
        except ValueError:  # a point that leads nowhere
            raise PeerMisbehaved("damaged", detail="key") from None
        info = PURPOSE + base64.b64decode(ephemeral) + base64.b64decode(recipient)
        self.key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)
        self._cipher = ChaCha20Poly1305(self.key)

    @classmethod
    def of(cls, key: bytes) -> "Seal":
        """From the 32-byte key of one message."""
        seal = cls.__new__(cls)
        seal.key, seal._cipher = key, ChaCha20Poly1305(key)
        return seal

    def close(self, number: int, plain: bytes, about: bytes) -> bytes:
        return self._cipher.encrypt(number.to_bytes(12, "big"), plain, about)

    def open(self, number: int, sealed: bytes, about: bytes) -> bytes:
        """Raises PeerMisbehaved("damaged") if the piece is not authentic, or has another number."""
        try:
            return self._cipher.decrypt(number.to_bytes(12, "big"), sealed, about)
        except InvalidTag:
            raise PeerMisbehaved("damaged", detail="seal") from None
