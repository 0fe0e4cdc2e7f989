"""sign-in and sign-out."""

import argparse
import getpass
import platform
import sys
from datetime import timedelta

from desktop import credentials
from desktop.application import opened
from desktop.commands.output import Exit, line
from desktop.paths import Profile
from desktop.store import state
from desktop.usecases.sign_in import Credentials, sign_in
from desktop.usecases.sign_out import erase, export_unsent
from sync.errors import Refused


def ask_passphrase() -> str | None:
    """From the variable, or from a person; None where neither is there."""
    given = credentials.passphrase_from_environment()
    if given is None and sys.stdin.isatty():
        return getpass.getpass("口令 Passphrase: ") or None
    return given


def run_sign_in(options: argparse.Namespace) -> Exit:
    password = _password(options)
    given = Credentials(
        options.server, options.user, password, options.device_name or platform.node() or "laptop"
    )
    if options.clock_offset is not None and not options.trial:
        raise Refused("trial_only")
    application = sign_in(options.profile, given, ask_passphrase, options.trial)
    try:
        if options.clock_offset is not None:
            with application.database.write() as connection:
                state.put(connection, "clock_offset", options.clock_offset)
            application.clock.offset = timedelta(seconds=options.clock_offset)
        outcome = application.synchronise(lambda done, total: None)
        line(
            {
                "signed_in": application.me.user,
                "person": application.me.id,
                "pulled": outcome.pulled,
            }
        )
    finally:
        application.close()
    return Exit.DONE


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass("密码 Password: ")


def run_sign_out(options: argparse.Namespace) -> Exit:
    profile = Profile(options.profile)
    with opened(options.profile, ask_passphrase) as application:
        exported = export_unsent(application, options.export)
    erase(profile)
    line({"signed_out": True, "exported": exported})
    return Exit.DONE
