"""People's passwords and their laptops: enrolment, tokens, revocation.

Tokens are opaque and only their hashes are kept. A refresh token stays valid until one of the
two tokens that replaced it was used, so that a lost reply never locks a laptop out.
"""

import hashlib
import secrets
import threading
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from sync import signing
from sync.clock import Clock, from_text, instant_text
from sync.errors import NotSignedIn
from sync.server.attempts import Attempts, SignInSource
from sync.server.database import Database
from sync.server.tables import ACCOUNT, ENROLMENT, TOKEN
from sync.wire import Renew, Tokens

ACCESS = timedelta(minutes=15)
REFRESH = timedelta(days=90)
SEEN_EVERY = timedelta(minutes=10)

_KNOWN = (
    select(TOKEN, ENROLMENT, ACCOUNT.c.disabled)
    .join(ENROLMENT, ENROLMENT.c.id == TOKEN.c.device)
    .outerjoin(ACCOUNT, ACCOUNT.c.user == ENROLMENT.c.account)
    .where(TOKEN.c.hash == bindparam("digest"), TOKEN.c.kind == bindparam("shown"))
)
_HASHER = PasswordHasher()
_HASHING = threading.Semaphore(2)  # 64 MiB each


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled laptop that has shown a valid token."""

    id: str
    person: str
    key: str
    token: str  # hash
    kind: str
    fresh: bool  # the token was never used before


def hashed(password: str) -> str:
    with _HASHING:
        return _HASHER.hash(password)


class Accounts:
    """Authentication: passwords, device tokens, revocation."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        access: timedelta = ACCESS,
        refresh: timedelta = REFRESH,
    ) -> None:
        self._database = database
        self._clock = clock
        self._access = access
        self._refresh = refresh
        self._attempts = Attempts(database, clock)

    def sign_in(self, user: str, password: str, address: str = "") -> str:
        """The person; constant time for an unknown user. Repeated failures throttle the address."""
        with self._database.read() as connection:
            row = (
                connection.execute(select(ACCOUNT).where(ACCOUNT.c.user == user)).one_or_none()
                if "\x00" not in user
                else None
            )
        source = (
            SignInSource(address, user, row.failed)
            if row is not None
            else SignInSource(address, None)
        )
        self._attempts.must_be_free(source)
        right = _matches(row.password if row is not None else _nobody(), password)
        self._attempts.tried(source, right)
        if row is None or not right or row.disabled:
            raise NotSignedIn("wrong_credentials")
        return str(row.person)

    def enrol(
        self, connection: Connection, device: str, user: str, person: str, name: str, key: str
    ) -> Tokens:
        now = self._clock.now_text()
        connection.execute(
            insert(ENROLMENT).values(
                id=device,
                person=person,
                account=user,
                key=key,
                name=name,
                last_mseq=0,
                acked=0,
                enrolled_at=now,
                seen_at=now,
                revoked=0,
            )
        )
        return self._issue(connection, device, None)

    def known(self, kind: str, token: str) -> Device:
        """The device of a token; raises NotSignedIn: token_expired, revoked or not_signed_in."""
        digest = _digest(token)
        with self._database.read() as connection:
            row = (
                connection.execute(_KNOWN, {"digest": digest, "shown": kind})
                .mappings()
                .one_or_none()
            )
        if row is None or row["disabled"]:
            raise NotSignedIn
        if row["revoked"]:
            raise NotSignedIn("revoked")
        if from_text(row["expires"]) <= self._clock.now():
            raise NotSignedIn("token_expired" if kind == "access" else "not_signed_in")
        if not row["used"]:
            self._used(row)
        if self._clock.now() - from_text(row["seen_at"]) > SEEN_EVERY:
            self._seen(row["device"])
        return Device(row["device"], row["person"], row["key"], digest, kind, not row["used"])

    def account_of(self, device: Device) -> str:
        with self._database.read() as connection:
            mine = select(ENROLMENT.c.account).where(ENROLMENT.c.id == device.id)
            return str(connection.execute(mine).scalar_one())

    def rotate(self, device: Device) -> Tokens:
        """New tokens for a refresh token; it stays valid until one of them was used."""
        with self._database.write() as connection:
            return self._issue(connection, device.id, device.token)

    def renew(self, wanted: Renew) -> Tokens:
        """New tokens for the device's key, once after a restore; raises NotSignedIn.

        Its own are newer than the backup, and unknown here.
        """
        with self._database.write() as connection:
            row = connection.execute(
                select(ENROLMENT, ACCOUNT.c.disabled)
                .outerjoin(ACCOUNT, ACCOUNT.c.user == ENROLMENT.c.account)
                .where(ENROLMENT.c.id == wanted.device[:64])
            ).one_or_none()
            if row is None or row.disabled or not row.renewable:
                raise NotSignedIn
            if row.revoked:
                raise NotSignedIn("revoked")
            content = signing.renewal(wanted.device, wanted.epoch)
            if not signing.holds(signing.public_key(row.key), content, wanted.sig):
                raise NotSignedIn
            return self._issue(connection, row.id, None)

    def admit(self, device: str) -> Tokens:
        """First tokens for a device that has authenticated by its key."""
        with self._database.write() as connection:
            return self._issue(connection, device, None)

    def _used(self, row: Any) -> None:
        """The first use of a token revokes the one it replaced, and that one's other successors."""
        with self._database.write() as connection:
            connection.execute(
                update(ENROLMENT)
                .where(ENROLMENT.c.id == row["device"], ENROLMENT.c.renewable == 1)
                .values(renewable=0)
            )
            connection.execute(update(TOKEN).where(TOKEN.c.hash == row["hash"]).values(used=1))
            if row["replaces"] is None:
                return
            connection.execute(
                delete(TOKEN).where(
                    TOKEN.c.device == row["device"],
                    TOKEN.c.grant_id != row["grant_id"],
                    or_(
                        TOKEN.c.hash == row["replaces"],
                        TOKEN.c.replaces == row["replaces"],
                        TOKEN.c.kind == "access",
                    ),
                )
            )

    def _seen(self, device: str) -> None:
        with self._database.write() as connection:
            now = self._clock.now_text()
            connection.execute(
                update(ENROLMENT).where(ENROLMENT.c.id == device).values(seen_at=now)
            )

    def _issue(self, connection: Connection, device: str, replaces: str | None) -> Tokens:
        now = self._clock.now()
        access, refresh = secrets.token_urlsafe(24), secrets.token_urlsafe(32)
        common = {
            "device": device,
            "grant_id": secrets.token_hex(8),
            "replaces": replaces,
            "used": 0,
        }
        lives = (("access", access, self._access), ("refresh", refresh, self._refresh))
        connection.execute(
            insert(TOKEN),
            [
                {
                    **common,
                    "hash": _digest(token),
                    "kind": kind,
                    "expires": instant_text(now + life),
                }
                for kind, token, life in lives
            ],
        )
        expired = instant_text(now - timedelta(days=1))
        connection.execute(delete(TOKEN).where(TOKEN.c.device == device, TOKEN.c.expires < expired))
        return Tokens(access, refresh, int(self._access.total_seconds()))


@cache
def _nobody() -> str:
    """The hash that is checked for unknown users, so that they take as long; nothing matches it."""
    return hashed(secrets.token_hex(16))


def _matches(stored: str, password: str) -> bool:
    with _HASHING:
        try:
            return _HASHER.verify(stored, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
