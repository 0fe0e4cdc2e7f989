"""What the palette offers of requests: by number, by words, by the initials of their titles."""

from desktop.application import Application
from desktop.queries import anywhere
from ui.finding import Found, best
from ui.screens.approvals import lines


def find(app: Application, typed: str) -> list[Found]:
    with app.database.read() as connection:
        here = anywhere.requests(connection, typed)
    chosen = best(typed, here, lambda one: one.title, lambda one: one.id)
    return [
        Found(
            one.title,
            " · ".join((lines.state_name(one.state), one.requester_name, lines.number(one.id))),
            "clipboard-check",
            "approvals",
            one.id,
        )
        for one in chosen
    ]
