"""routebook-server as a person or a script meets it: lines of JSON, exit codes, words aside."""

import io
import json
import logging
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sync.clock import Clock
from sync.server.__main__ import main
from tests.support.centre import PACK, Laptop, town
from tests.support.patience import PATIENCE

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "sync.server"]


@pytest.fixture
def run(capfdbinary, monkeypatch):
    """The command as its entry point runs it: what it printed, as JSON and as words."""
    root = logging.getLogger()
    before = list(root.handlers)

    def run(url, *arguments, stdin="", code=0):
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            ended = main([*arguments, "--database", url])
        except SystemExit as usage:
            ended = usage.code
        said, words = capfdbinary.readouterr()
        assert ended == code, words
        return [json.loads(line) for line in said.splitlines()], words.decode()

    yield run
    root.handlers = before


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "company.json"
    made.write_text(json.dumps(PACK), encoding="utf-8")
    return str(made)


def test_help_names_every_command_and_says_what_it_is_for(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    named = re.findall(r"^    (\w+) +\S", capsys.readouterr().out, re.MULTILINE)
    assert named == [
        "init", "company", "serve", "user", "device", "territory", "hub", "bundle", "dump",
        "ledger", "backup", "restore", "check", "compact",
    ]  # fmt: skip


def test_the_example_of_a_company_is_a_company_and_is_never_written_over_one(run, empty, tmp_path):
    made = str(tmp_path / "our-company.yaml")
    assert run(empty, "company", "example", made)[0] == [{"written": made}]
    assert run(empty, "company", "example", made, code=1)[0][0]["problem"] == "file_problem"
    run(empty, "init")
    assert run(empty, "company", "load", made)[0][0]["accounts"] == 4
    people = {line["user"]: line for line in run(empty, "user", "list")[0]}
    assert set(people) == {"admin", "chen", "zhang", "zhou", "li"}
    held = run(empty, "dump", "--type", "customer", "--as-user", "zhou")[0]
    assert [line["id"] for line in held] == ["c1"]


def test_options_for_every_command_stand_before_its_name_or_after_it(run, empty, capfdbinary):
    run(empty, "init")
    after = run(empty, "user", "list")[0]
    assert main(["--database", empty, "--log-level", "INFO", "user", "list"]) == 0
    assert [json.loads(line) for line in capfdbinary.readouterr()[0].splitlines()] == after


def test_what_went_wrong_at_the_centre_is_said_in_sentences_of_the_chosen_language(run, empty):
    chinese = run(empty, "check", code=5)[1]
    assert (
        chinese == "这个数据库里还没有总部。 没有改动任何内容。 请先运行：routebook-server init。\n"
    )
    english = run(empty, "check", "--language", "en", code=5)[1]
    assert english.startswith("There is no centre in this database yet. Nothing was changed.")
    run(empty, "init")
    assert "缺少 --unit" in run(empty, "hub", "add", code=2)[1]
    elsewhere = run("nonsense", "check", "--language", "en", code=2)[1]
    assert elsewhere.startswith("The address of the database is not understood.")


def test_a_centre_is_founded_filled_changed_and_asked(run, empty, file, tmp_path):
    said, words = run(empty, "init")
    assert list(said[0]) == ["initialised"]
    assert "one-time password" in words
    assert run(empty, "init", code=5)[0][0]["problem"] == "already_initialised"
    assert run(empty, "company", "load", file)[0][0]["written"] > 10
    assert run(empty, "company", "load", file)[0][0]["written"] == 0
    run(empty, "user", "add", "--user", "fay", "--name", "费", "--post", "r2", "--password-stdin",
        stdin="secret\n")  # fmt: skip
    users = {line["user"] for line in run(empty, "user", "list")[0]}
    assert users == {"admin", "ann", "ben", "cat", "dan", "eve", "fay"}
    moved = run(empty, "territory", "move", "--customer", "c1", "--to", "t2")[0][0]
    assert moved["territory"] == "t2"
    held = run(empty, "dump", "--as-user", "fay", "--type", "customer")[0]
    assert [line["id"] for line in held] == ["c1", "d1"]
    assert list(held[0]) == ["fields", "id", "type"]
    assert held[0]["fields"]["credit_code"] is None
    refused = run(empty, "territory", "move", "--customer", "c9", "--to", "t2", code=1)[0][0]
    assert (refused["ok"], refused["problem"]) == (False, "not_found")
    assert all(line["ok"] for line in run(empty, "check")[0])
    backup = str(tmp_path / "b.db")
    run(empty, "backup", backup)
    run(empty, "territory", "move", "--customer", "c1", "--to", "t1")
    before = run(empty, "dump")[0]
    restored = run(empty, "restore", backup)[0][0]
    assert run(empty, "dump")[0] != before
    assert run(empty, "dump", "--type", "customer", "--as-user", "fay")[0] == held
    assert restored["epoch"]
    assert all(line["ok"] for line in run(empty, "check")[0])
    run(empty, "user", "disable", "fay")
    assert next(u for u in run(empty, "user", "list")[0] if u["user"] == "fay")["disabled"]


def test_serving_begins_with_one_line_and_ends_cleanly_when_told(run, url):
    service = subprocess.Popen(
        [*COMMAND, "serve", "--database", url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        address = json.loads(service.stdout.readline())["listening"]
        assert address.startswith("http://127.0.0.1:")
        laptop = Laptop(address, Clock())
        laptop.enrol("ann", "pw-ann")
        laptop.sync()
        assert ("customer", "c1") in laptop.rows
        devices = run(url, "device", "list")[0]
        assert [line["id"] for line in devices] == [laptop.device]
        run(url, "device", "revoke", laptop.device)
        service.send_signal(signal.SIGTERM)
        assert service.wait(PATIENCE) == 0
        assert service.stdout.read() == ""
    finally:
        service.kill()
        service.wait(PATIENCE)
        service.stdout.close()


def test_plain_http_is_only_for_loopback_unless_somebody_else_speaks_tls(run, url):
    refused, _ = run(url, "serve", "--host", "0.0.0.0", code=1)
    assert refused[0]["problem"] == "plain_http"
    if url.startswith("sqlite"):
        refused, _ = run(url, "serve", "--workers", "2", code=1)
        assert refused[0]["problem"] == "one_process_only"
    refused, _ = run(url, "serve", "--tls-cert", "x.pem", code=1)
    assert refused[0]["problem"] == "tls_files"


def test_wrong_usage_and_missing_centres_have_their_exit_codes(run, empty, tmp_path):
    run(empty, "nonsense", code=2)
    run(empty, "dump", code=5)
    run("nonsense", "dump", code=2)
    run(f"sqlite:///{tmp_path}/none/x.db", "dump", code=5)
    run("postgresql+psycopg://127.0.0.1:1/x", "dump", code=5)


def test_the_administrator_gets_a_password_that_works(run, empty):
    _, words = run(empty, "init")
    password = words.split("password: ")[1].split()[0]
    with town(empty) as running:
        stranger = Laptop(running.address, Clock())
        assert stranger.enrol("admin", password).person == "admin"
