"""Bugs in what went or came back while somebody was away, or was in the middle of it."""

from tests.simulation.planted.model import bug

REPLICA = "desktop/store/replica.py"
MEANWHILE = (
    bug(
        "i10",
        "while what is out of scope is taken away, the scope is still the old one",
        REPLICA,
        '{"parts": sorted(parts), "scope": "", "leaving": True}',
        '{"leaving": True}',
    ),
    bug(
        "i10",
        "what was deleted and made again elsewhere was never in its author's sight",
        "sync/server/late_changes.py",
        'or_(CHANGE_PART.c.how == "out", CHANGE.c.op == Operation.DELETE)',
        'or_(CHANGE_PART.c.how == "out", False)',
    ),
    bug(
        "i10",
        "while a territory is being downloaded, the scope is still the old one",
        REPLICA,
        "if missing and not self._empty():",
        "if False:",
    ),
    bug(
        "i23",
        "a hub foresees what a revoked device handed in",
        "sync/server/upstream.py",
        'if outcome.problem == "revoked":',
        "if False:",
    ),
    bug(
        "i17",
        "a deletion is settled as what was drawn, though its record may be here no more",
        "desktop/store/settling.py",
        "    if isinstance(op, Delete):\n        return True\n",
        "",
    ),
    bug(
        "i15",
        "a stick goes on from where the log does not reach back to",
        "sync/server/bundles.py",
        " and reach.cursor >= now.horizon",
        "",
    ),
    bug(
        "i10",
        "what a repair could not compare stays as it was",
        REPLICA,
        "if checked.unread:",
        "if False:",
    ),
    bug(
        "i15",
        "a hub leaves alone whoever stands where its copy does not reach back to",
        "sync/server/hub.py",
        "if not request.push and not reply.results:  # those are told first",
        "if False:",
    ),
    bug(
        "i21",
        "a store that was put back and says nothing is not noticed",
        "sync/server/centre.py",
        "if says and heard < last and not request.push:",
        "if False:",
    ),
    bug(
        "i13",
        "after a restore a change rests on what stands, whatever its author saw",
        "desktop/store/basis.py",
        "return record.ver if _as_seen(_before(shadows, key, name, record), was) else 0",
        "return record.ver",
    ),
    bug(
        "i13",
        "what is out of sight keeps its version of the lost history",
        "desktop/store/basis.py",
        "shadows.rebase(unseen)",
        "pass",
    ),
)
