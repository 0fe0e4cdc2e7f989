"""The key of the store: in the operating system's keyring, or wrapped by a passphrase.

A random 32-byte key encrypts the store. Where a keyring works it holds the key. Where none
does, a passphrase (argon2id, RFC 9106) wraps the key with AES-256-GCM in `key.json`; the key
itself is never in a file.
"""

import base64
import json
import os
import re
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.errors import StoreLocked
from desktop.paths import Profile

SERVICE = "routebook"
VARIABLE = "ROUTEBOOK_PASSPHRASE"
HEX_KEY = re.compile(r"[0-9a-f]{64}\Z")
TIME_COST, MEMORY_KIB, LANES = 3, 65_536, 2
Ask = Callable[[], str | None]
_begun: "Stretching | None" = None


def passphrase_from_environment() -> str | None:
    return os.environ.get(VARIABLE) or None


def create(profile: Profile, ask: Ask, key: bytes | None = None) -> bytes:
    """The key of a new profile; raises StoreLocked("passphrase_needed") without any secret."""
    key = key or secrets.token_bytes(32)
    profile.make()
    name = secrets.token_hex(8)
    if _keep_in_keyring(name, key):
        _write(profile, {"kept": "keyring", "name": name})
    else:
        wrap(profile, key, ask)
    return key


def wrap(profile: Profile, key: bytes, ask: Ask) -> None:
    """Writes the key under a passphrase."""
    passphrase = ask()
    if not passphrase:
        raise StoreLocked("passphrase_needed", variable=VARIABLE)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_stretch(passphrase, salt)).encrypt(nonce, key, SERVICE.encode())
    secret = {"salt": _text(salt), "nonce": _text(nonce), "wrapped": _text(wrapped)}
    _write(profile, {"kept": "passphrase", **secret})


def keyring_works() -> bool:
    """Whether a new profile needs no passphrase here."""
    import keyring
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    plain = type(backend).__module__.startswith("keyrings.alt")
    return not plain and not isinstance(backend, fail.Keyring | null.Keyring)


def needs_passphrase(profile: Profile) -> bool:
    """Whether opening this profile asks a person for something."""
    return _read(profile).get("kept") == "passphrase"


class Stretching(threading.Thread):
    """A passphrase that is stretched while the window is still being loaded."""

    def __init__(self, passphrase: str, salt: bytes) -> None:
        super().__init__(name="stretching", daemon=True)
        self.secret = (passphrase, salt)
        self._found: bytes | None = None
        self.start()

    def run(self) -> None:
        with suppress(HashingError):
            self._found = _stretch(*self.secret)

    def result(self) -> bytes | None:
        self.join()
        return self._found


def begin(profile: Profile, passphrase: str | None) -> None:
    """A head start for `load`, which finds out whether the passphrase is right."""
    global _begun
    with suppress(StoreLocked, KeyError, ValueError):
        kept = _read(profile)
        if passphrase and kept["kept"] == "passphrase":
            _begun = Stretching(passphrase, _bytes(kept["salt"]))


def load(profile: Profile, ask: Ask) -> bytes:
    """The key of an existing profile; raises StoreLocked."""
    kept = _read(profile)
    if kept.get("kept") == "keyring":
        return _from_keyring(str(kept.get("name")))
    passphrase = ask()
    if not passphrase:
        raise StoreLocked("passphrase_needed", variable=VARIABLE)
    try:
        stretched = _stretched(passphrase, _bytes(kept["salt"]))
        return AESGCM(stretched).decrypt(
            _bytes(kept["nonce"]), _bytes(kept["wrapped"]), SERVICE.encode()
        )
    except (InvalidTag, HashingError, KeyError, TypeError, ValueError):
        raise StoreLocked("wrong_passphrase") from None


def forget(profile: Profile) -> None:
    """Takes the key away: what the store holds can no longer be read."""
    import keyring
    from keyring.errors import KeyringError

    kept = _read(profile)
    if kept.get("kept") == "keyring":
        try:
            keyring.delete_password(SERVICE, kept["name"])
        except KeyringError as error:
            raise StoreLocked("keyring_failed", detail=type(error).__name__) from None
    profile.key.unlink(missing_ok=True)


def _keep_in_keyring(name: str, key: bytes) -> bool:
    import keyring
    from keyring.errors import KeyringError

    if not keyring_works():
        return False
    try:
        keyring.set_password(SERVICE, name, key.hex())
        return keyring.get_password(SERVICE, name) == key.hex()
    except (KeyringError, OSError):
        return False


def _from_keyring(name: str) -> bytes:
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(SERVICE, name)
    except (KeyringError, OSError) as error:
        raise StoreLocked("keyring_failed", detail=type(error).__name__) from None
    if not found or not HEX_KEY.match(found):
        raise StoreLocked("key_missing")
    return bytes.fromhex(found)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    global _begun
    begun, _begun = _begun, None
    early = begun.result() if begun is not None and begun.secret == (passphrase, salt) else None
    return early or _stretch(passphrase, salt)


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, TIME_COST, MEMORY_KIB, LANES, 32, Type.ID)


def _read(profile: Profile) -> dict[str, str]:
    try:
        kept = json.loads(profile.key.read_text())
    except (OSError, ValueError):
        raise StoreLocked("key_missing") from None
    if not isinstance(kept, dict):
        raise StoreLocked("key_missing")
    return kept


def _write(profile: Profile, kept: dict[str, str]) -> None:
    fresh = profile.key.with_suffix(".new")
    fresh.write_text(json.dumps(kept))
    fresh.chmod(0o600)
    fresh.replace(profile.key)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
