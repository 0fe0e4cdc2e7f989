"""Bugs in what a hub may decide, in what goes by hub or stick, and in many answers at once."""

from tests.simulation.planted.model import bug

RULING, DECISIONS = "sync/server/hub_ruling.py", "sync/mutations/approvals.py"
ALLOTMENTS = "tests/sync/server/test_branch_allotments.py"
AT_HUB, HOSTILE = "tests/end_to_end/test_files_at_hub.py", "tests/sync/server/test_hostile.py"
BEHIND_HUB = "tests/end_to_end/test_restored_behind_a_hub.py"
BY_STICK = "tests/end_to_end/test_sticks_and_restores.py"
OTHER_WAYS = (
    bug(
        "i11",
        "a hub rules on more than it was allotted",
        RULING,
        "        if left < 0:",
        "        if left < -taken:",
        tests=ALLOTMENTS,
    ),
    bug(
        "i11",
        "a hub counts for ever what it ruled on in vain",
        RULING,
        "    return stands and not asked.deleted and steps in",
        "    return True or stands and not asked.deleted and steps in",
        tests=ALLOTMENTS,
    ),
    bug(
        "i11",
        "a hub counts twice what it ruled on and was handed",
        RULING,
        "    if any(each.fields",
        "    if False and any(each.fields",
        tests=ALLOTMENTS,
    ),
    bug(
        "i11",
        "a hub gives its amount again before the centre has spoken",
        RULING,
        'asked = next(read_rows(connection, "approval_request", [request]), None)',
        'asked = journal.rows.get("approval_request", request)',
        tests=ALLOTMENTS,
    ),
    bug(
        "i11",
        "the centre believes a ruling that the hub has not signed",
        DECISIONS,
        "    if not allotments.proven(lease, id, set):",
        "    if set.get('ruling') is None:",
        tests=ALLOTMENTS,
    ),
    bug(
        "i11",
        "an allotment that was taken back counts on",
        "sync/rulings/allotments.py",
        'if lease.fields.get("closed") or today > _arrives_by(lease):',
        "if today > _arrives_by(lease):",
        tests=ALLOTMENTS,
    ),
    bug(
        "i11",
        "the centre counts what an allotment has taken twice",
        DECISIONS,
        'used = sum((Decimal(each.fields["charged"]) for each in drawn), Decimal(0))',
        'used = sum((Decimal(each.fields["charged"]) for each in drawn), '
        'Decimal(lease.fields["used"]))',
        tests=ALLOTMENTS,
    ),
    bug(
        "i14",
        "a hub forgets a file that the centre has only begun",
        "sync/server/hub_files.py",
        "        if whole:\n            self._there[content.sha256] = content.id\n",
        "        if True:\n            self._there[content.sha256] = content.id\n",
        tests=AT_HUB,
    ),
    bug(
        "i9",
        "a hub gives a file to whoever knows its name",
        "sync/server/hub_files.py",
        "            super().must_be_named(connection, scope, sha256, by)",
        "            pass",
        tests=AT_HUB,
    ),
    bug(
        "i13",
        "what a hub says the centre answered is believed unsigned",
        "sync/client/hub.py",
        "if not signing.holds(signing.public_key(me.centre), content, answer.sig):",
        "if not answer.sig:",
        tests=BEHIND_HUB,
    ),
    bug(
        "i23",
        "a hub may ask anything in a laptop's name",
        "sync/server/hubs.py",
        "if not signing.holds(signing.public_key(row.key), said, asked.sig):",
        "if not said:",
        tests=HOSTILE,
    ),
    bug(
        "i13",
        "a stick of a history that was left is believed",
        "desktop/usecases/sync_by_file.py",
        'if header.epoch in known.get("histories", ()) or header.first:',
        "if header.first:",
        tests=BY_STICK,
    ),
    bug(
        "i2",
        "of many answers at once, what the centre made of a row is passed over",
        "desktop/store/settling.py",
        " or result.status in REFUSALS or _other(op, fix):",
        " or result.status in REFUSALS:",
    ),
    bug(
        "i6",
        "of many answers at once, one settles a row upon which more lies",
        "desktop/store/shadows.py",
        "if touches == 1 and ver",
        "if touches and ver",
    ),
    bug(
        "i18",
        "a file on a bundle may be named by a path",
        "sync/bundle.py",
        "    sha256: Sha256\n",
        "    sha256: str\n",
        tests=HOSTILE,
    ),
)
