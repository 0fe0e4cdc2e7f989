"""Bugs in what travels beside records: contents of files, and what a hub rules on."""

from tests.simulation.planted.model import bug

BY_HAND = "tests/simulation/test_told_by_hand.py"
CARRIED = (
    bug(
        "files",
        "a file whose record has left before it was sent is thrown away",
        "desktop/usecases/files.py",
        "stays |= queries.owed(",
        "queries.owed(",
        tests=BY_HAND,
    ),
    bug(
        "files",
        "the centre takes no file from its author when the record has left",
        "sync/server/blobs.py",
        "own = [ATTACHMENT.c.author == by] if by else []",
        "own: list = []",
        tests=BY_HAND,
    ),
    bug(
        "files",
        "what came from a hub counts as being at the centre",
        "desktop/usecases/carrying_files.py",
        "self._taken(content)  # whoever gave it has it",
        "self._contents.mark(content.sha256, arrived=True)",
        tests=BY_HAND,
    ),
    bug(
        "files",
        "what a hub has taken counts as being at the centre",
        "desktop/usecases/carrying_files.py",
        "self._contents.hand_over(content.sha256)",
        "self._contents.mark(content.sha256, arrived=True)",
        tests=BY_HAND,
    ),
    bug(
        "files",
        "a file stays when its record has left",
        "desktop/usecases/files.py",
        "if content.sha256 not in stays]",
        "if content.sha256 not in stays and not content.is_here]",
        tests=BY_HAND,
    ),
    bug(
        "files",
        "the centre gives a file to whoever knows its name",
        "sync/server/blobs.py",
        "            self.must_be_named(connection, scope, sha256)\n            found",
        "            found",
        tests=BY_HAND,
    ),
    bug(
        "files",
        "the centre passes over files on a stick",
        "sync/server/bundles.py",
        "if standing.whole or not piece.start <= standing.have",
        "if standing.whole or not piece.start < standing.have",
        tests=BY_HAND,
    ),
    bug(
        "rulings",
        "what a hub does not rule is not kept with its author",
        "desktop/store/ruling.py",
        "settling.keep_refused(connection, [(entry, result)])",
        "pass",
        tests=BY_HAND,
    ),
)
