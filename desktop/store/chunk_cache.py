"""A cache of downloaded snapshot chunks: encrypted, one file a chunk, named by its SHA-256.

An interrupted download starts over in the store, but does not fetch again what is cached here,
whichever snapshot it was part of. The cache is best effort: if the disk is full or a write was cut
off by a power failure, the chunk is fetched again.
"""

import re
import shutil
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

HASH = re.compile(r"[0-9a-f]{64}\Z")
NONCE = bytes(12)  # constant: each key encrypts one chunk only, that of its hash


class ChunkCache:
    """`key`: the store's, from which one key a chunk is derived."""

    def __init__(self, store: Path, key: bytes) -> None:
        self._folder = store.with_suffix(".chunks")
        self._key = key

    def keep(self, sha256: str, body: bytes) -> None:
        path = self._folder / sha256
        fresh = path.with_suffix(".new")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            fresh.write_bytes(self._seal(sha256).encrypt(NONCE, body, None))
            fresh.replace(path)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def get(self, sha256: str) -> bytes | None:
        """The chunk with this hash, authenticated; None if it has to be fetched."""
        if not HASH.match(sha256):
            return None
        try:
            return self._seal(sha256).decrypt(NONCE, (self._folder / sha256).read_bytes(), None)
        except (OSError, InvalidTag):
            return None

    def forget(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _seal(self, sha256: str) -> ChaCha20Poly1305:
        derived = HKDF(SHA256(), 32, bytes.fromhex(sha256), b"routebook chunk 1")
        return ChaCha20Poly1305(derived.derive(self._key))
