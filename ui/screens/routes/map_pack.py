"""The map pack below the day's map: a person chooses the file, and it is remembered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain import geo
from desktop.queries.map_pack import open_pack
from sync.errors import Problem
from ui.file_asking import ask_for
from ui.preferences import MAP_PACK
from ui.shell import Shell
from ui.widgets.map import MapCanvas

translate = QCoreApplication.translate


class MapPack(QObject):
    """Lays the pack on the map. `datum`: that of its streets, into which markers are moved."""

    installed = Signal()

    def __init__(self, shell: Shell, canvas: MapCanvas, owner: QWidget) -> None:
        super().__init__(owner)
        self._shell, self._map, self._owner = shell, canvas, owner
        self.datum = geo.WGS84
        self._lay(str(shell.settings.get(MAP_PACK, "")))

    def choose(self) -> None:
        """Asks for an MBTiles file, which stays where it is."""
        title = translate("RoutesScreen", "Choose a map pack")
        kinds = [translate("RoutesScreen", "Map packs") + " (*.mbtiles)"]
        ask_for(
            self._owner, self._shell.settings, title, lambda file: self.install(str(file)), kinds
        )

    @Slot(str)
    def install(self, file: str) -> None:
        if self._lay(file):
            self._shell.settings.set(MAP_PACK, file)
            said = translate("RoutesScreen", "Map pack installed: {name}")
            self._shell.toast(said.format(name=Path(file).name))
            self.installed.emit()

    def _lay(self, file: str) -> bool:
        """Whether there is such a pack, and it can be read."""
        if not file:
            return False
        try:
            pack = open_pack(Path(file))
        except Problem as problem:
            self._shell.tell(problem)
            return False
        self.datum = pack.datum
        self._map.show_pack(pack, self._fetch)
        return True

    def _fetch(self, work: Callable[[], Any], arrived: Callable[[Any], None]) -> None:
        self._shell.jobs.start(self, lambda _: work(), done=arrived, failed=self._shell.tell)
