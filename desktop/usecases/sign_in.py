"""Enrolling this laptop: an encrypted store, a device key, and the centre's consent."""

from dataclasses import dataclass
from pathlib import Path

from desktop import credentials
from desktop.application import Application
from desktop.errors import SecondUser
from desktop.paths import Profile
from desktop.store import migrate, outbox, recovering, state
from desktop.store.database import Database
from desktop.usecases.revoked import finish, lock_away
from desktop.usecases.synchronise import line
from sync import sealing, signing
from sync.client.http import HttpPeer
from sync.clock import Clock
from sync.errors import NotSignedIn
from sync.wire import Enrol, Enrolled, Tokens


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a person gives to sign in."""

    server: str
    user: str
    password: str
    device_name: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """The two keys of a new device: one signs what it does, the other opens its bundles."""

    key: bytes
    box: bytes


def sign_in(
    folder: Path, given: Credentials, ask: credentials.Ask, trial: bool = False
) -> Application:
    """Enrols and opens the profile; the first download is the caller's next synchronisation.

    An existing profile of the same person is enrolled anew and keeps its unsent work.
    Raises SecondUser, NotSignedIn (wrong password), PeerUnreachable, StoreLocked.
    """
    profile = Profile(folder)
    held: list[Tokens] = []
    peer = HttpPeer(given.server, None, held.append)
    if profile.revoked.exists():
        finish(profile)
    if profile.exists:
        return _again(folder, given, ask, trial)
    secrets = Secrets(signing.new_key(), sealing.new_key())
    enrolled = _enrol(peer, given, secrets)
    database = Database(profile_store(profile), credentials.create(profile, ask))
    migrate.upgrade(database)
    _remember(database, given, enrolled, secrets, trial)
    database.close()
    return Application.open(folder, ask)


def profile_store(profile: Profile) -> Path:
    profile.make()
    return profile.store


def _again(folder: Path, given: Credentials, ask: credentials.Ask, trial: bool) -> Application:
    application = Application.open(folder, ask)
    with application.database.read() as connection:
        known = state.everything(connection)
    if known.get("user") not in (None, given.user):
        application.close()
        raise SecondUser(user=known["user"])
    try:
        if known.get("tokens") and _still_known(application, given.server):
            with application.database.write() as connection:
                state.put(connection, "server", given.server)
            return application
    except NotSignedIn:  # revoked: what the old device held goes, and all begins anew
        lock_away(application)
        application.close()
        return sign_in(folder, given, ask, trial)
    enrol_again(application, given)
    return application


def enrol_again(application: Application, given: Credentials) -> None:
    """Becomes a new device, which sends what the old one had not got answered."""
    with application.database.read() as connection:
        known = state.everything(connection)
    secrets = Secrets(signing.new_key(), sealing.new_key())
    enrolled = _enrol(HttpPeer(given.server, None, lambda tokens: None), given, secrets)
    _remember(application.database, given, enrolled, secrets, bool(known.get("trial")))
    with application.database.write() as connection:
        recovering.forget_numbers(connection)
        outbox.send_again(connection)
        if known.get("epoch"):  # another one by now: then what was sent may be lost there
            state.put(connection, "epoch", known["epoch"])
    application.refresh_me()


def _still_known(application: Application, server: str) -> bool:
    """Whether the centre still takes this device's tokens; raises NotSignedIn("revoked")."""
    peer = line(application.database, server)
    try:
        peer.renew()
    except NotSignedIn as problem:
        if problem.kind == "revoked":
            raise
        return False
    finally:
        peer.close()
    return True


def _enrol(peer: HttpPeer, given: Credentials, secrets: Secrets) -> Enrolled:
    keys = signing.public(secrets.key), sealing.public(secrets.box)
    return peer.enrol(Enrol(given.user, given.password, given.device_name, *keys))


def _remember(
    database: Database, given: Credentials, enrolled: Enrolled, secrets: Secrets, trial: bool
) -> None:
    tokens = enrolled.tokens
    facts = {
        "server": given.server,
        "user": given.user,
        "device_name": given.device_name,
        "person": enrolled.person,
        "device": enrolled.device,
        "epoch": enrolled.epoch,
        "enrolled_in": enrolled.epoch,
        "zone": enrolled.zone,
        "company": enrolled.company,
        "key": secrets.key.hex(),
        "box": secrets.box.hex(),
        "tokens": [tokens.access, tokens.refresh, tokens.expires_in],
        "next_mseq": 1,
        "acked": 0,
        "signed_in_at": Clock(enrolled.zone).now_text(),
        "trial": trial,
    }
    if enrolled.keys is not None:
        facts["centre"] = {"key": enrolled.keys.key, "box": enrolled.keys.box}
    with database.write() as connection:
        for name, value in facts.items():
            state.put(connection, name, value)
