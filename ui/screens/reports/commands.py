"""The keys of the workspace, and the names they have in the palette."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from desktop.forms import Form
from ui.commands import Command
from ui.screens.reports import exporting
from ui.screens.reports.exporting import Out
from ui.screens.reports.review import ReviewBar
from ui.screens.reports.shelf import Shelf
from ui.shell import Shell

translate = QCoreApplication.translate


class Acts(Protocol):
    """What the screen can be asked to do."""

    def choose_form(self) -> None: ...

    def seal(self) -> None: ...

    def write(self) -> None: ...

    def out(self) -> Out: ...

    def may_seal(self) -> bool: ...

    def may_sign(self) -> bool: ...

    def has_sheet(self) -> bool: ...


def register_forms(
    shell: Shell, owner: QWidget, forms: Sequence[Form], begin: Callable[[str], None]
) -> None:
    """Each form one may write is an action of the palette."""

    def title(form: Form) -> Callable[[], str]:
        return lambda: translate("Reports", "New: {form}").format(
            form=form.title.text(shell.settings.language)
        )

    def run(form: Form) -> Callable[[], None]:
        return lambda: begin(form.code)

    for form in forms:
        shell.commands.register(
            Command(f"reports.new.{form.code}", title(form), run(form), "reports", icon="plus"),
            owner=owner,
        )


def register(screen: Acts, owner: QWidget, shell: Shell, review: ReviewBar, shelf: Shelf) -> None:
    def add(id: str, title: Callable[[], str], run: Callable[[], Any], **more: Any) -> None:
        command = Command(f"reports.{id}", title, run, "reports", **more)
        shell.commands.register(command, owner=owner)

    to_comment = Qt.FocusReason.ShortcutFocusReason
    add("new", lambda: translate("Reports", "New form"), screen.choose_form, icon="plus")
    add("seal", lambda: translate("Reports", "Seal the report"), screen.seal,
        icon="lock", enabled=screen.may_seal)  # fmt: skip
    add("sign", lambda: translate("Reports", "Sign the report"),
        lambda: review.choose("sign"), icon="signature", enabled=screen.may_sign)  # fmt: skip
    add("return", lambda: translate("Reports", "Return the report"),
        lambda: review.choose("return"), icon="arrow-back-up", enabled=screen.may_sign)  # fmt: skip
    add("comment", lambda: translate("Reports", "Write a comment"),
        lambda: review.comment.setFocus(to_comment), icon="message",
        enabled=screen.may_sign)  # fmt: skip
    add("write", lambda: translate("Reports", "Write today's report"), screen.write,
        icon="edit")  # fmt: skip
    add("pdf", lambda: translate("Reports", "Save as PDF"),
        lambda: exporting.save(screen.out()), icon="download",
        enabled=screen.has_sheet)  # fmt: skip
    add("print", lambda: translate("Reports", "Print"),
        lambda: exporting.look_at(screen.out()), icon="printer",
        enabled=screen.has_sheet)  # fmt: skip
    add("down", lambda: translate("Reports", "Next report"), lambda: shelf.step(1),
        in_palette=False)  # fmt: skip
    add("up", lambda: translate("Reports", "Previous report"), lambda: shelf.step(-1),
        in_palette=False)  # fmt: skip
