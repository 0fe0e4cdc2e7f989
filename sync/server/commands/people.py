"""user, device and territory: who may sign in, from which laptops, for which customers."""

import argparse
import getpass
import sys
from pathlib import Path

from sync.clock import Clock
from sync.server import keeping, unsealing
from sync.server.admin import Administration
from sync.server.centre import Centre
from sync.server.commands.output import Exit, prompt, say
from sync.server.commands.parsing import FILE, REQUIRED, Commands
from sync.server.database import Database


def add(commands: Commands) -> None:
    user = commands.group("user", "who may sign in")
    device = commands.group("device", "their laptops")
    names = [("--user", REQUIRED), ("--name", REQUIRED), ("--post", REQUIRED)]
    stdin = ("--password-stdin", {"action": "store_true"})
    commands.add("add", "a person with a password", _user_add, *names, stdin, group=user)
    commands.add("list", "everybody", _user_list, group=user)
    commands.add("disable", "signs in no more", _user_disable, ("user", {}), group=user)
    commands.add("list", "every laptop, and when it was last there", _device_list, group=device)
    commands.add(
        "revoke", "takes its data away when it calls", _device_revoke, ("device", {}), group=device
    )
    files = ("--contents", {"metavar": "DIR", "help": "its files go there"})
    commands.add(
        "unsent", "what a revoked one had not sent", _device_unsent, FILE, files, group=device
    )
    move = [("--customer", REQUIRED), ("--to", REQUIRED)]
    territory = commands.group("territory", "who looks after whom")
    commands.add("move", "a customer into another", _territory_move, *move, group=territory)


def _administration(database: Database) -> Administration:
    return Administration(keeping.opened(database), Clock())


def _user_add(database: Database, options: argparse.Namespace) -> Exit:
    administration = _administration(database)
    password = _password(options)
    say(administration.add_user(options.user, options.name, options.post, password))
    return Exit.DONE


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass(prompt(options, "ask_password"))


def _user_list(database: Database, _: argparse.Namespace) -> Exit:
    say(*_administration(database).users())
    return Exit.DONE


def _user_disable(database: Database, options: argparse.Namespace) -> Exit:
    say(_administration(database).disable(options.user))
    return Exit.DONE


def _device_list(database: Database, _: argparse.Namespace) -> Exit:
    say(*_administration(database).devices())
    return Exit.DONE


def _device_revoke(database: Database, options: argparse.Namespace) -> Exit:
    say(_administration(database).revoke(options.device))
    return Exit.DONE


def _device_unsent(database: Database, options: argparse.Namespace) -> Exit:
    contents = options.contents and Path(options.contents)
    say(*unsealing.lines(Centre(keeping.opened(database)), Path(options.file), contents))
    return Exit.DONE


def _territory_move(database: Database, options: argparse.Namespace) -> Exit:
    say(_administration(database).move(options.customer, options.to))
    return Exit.DONE
