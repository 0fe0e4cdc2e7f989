"""Expected failures of the laptop; they carry facts, the sentences are in resources/problems."""

from sync.errors import Problem


class StoreLocked(Problem):
    """The store cannot be opened: no key, a wrong passphrase, or a damaged file."""

    default_kind = "store_locked"


class SecondUser(Problem):
    """A profile belongs to one person."""

    default_kind = "second_user"


class UnsentWork(Problem):
    """Signing out would leave work behind that the centre has not received."""

    default_kind = "unsent_work"
