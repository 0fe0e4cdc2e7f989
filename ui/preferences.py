"""How a person likes the window: language, theme, density; kept per profile as a small file."""

import json
import logging
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, Signal

from ui.theme import Density, Mode

log = logging.getLogger(__name__)

LANGUAGES = ("zh_CN", "en")
MAP_PACK = "map.pack"  # the file of the map that lies under the routes


class Preferences(QObject):
    """Choices of taste only; nothing here is business, so a lost file costs nothing."""

    changed = Signal(str)

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._values: dict[str, Any] = _read(file)

    def get(self, name: str, otherwise: Any = None) -> Any:
        return self._values.get(name, otherwise)

    def set(self, name: str, value: Any) -> None:
        """Values are JSON-native; written at once."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            words = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(words, "utf-8")
            fresh.replace(self._file)
        self.changed.emit(name)

    @property
    def language(self) -> str:
        chosen = self.get("language", LANGUAGES[0])
        return str(chosen) if chosen in LANGUAGES else LANGUAGES[0]

    @property
    def theme(self) -> Mode:
        chosen = self.get("theme", "system")
        return cast(Mode, chosen if chosen in ("light", "dark", "system") else "system")

    @property
    def density(self) -> Density:
        chosen = self.get("density", "standard")
        return cast(Density, chosen if chosen in ("compact", "standard", "comfort") else "standard")


def _read(file: Path | None) -> dict[str, Any]:
    if file is None or not file.exists():
        return {}
    try:
        kept = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        log.warning("preferences could not be read, starting with none")
        return {}
    return kept if isinstance(kept, dict) else {}
