"""Reading foreign files: any table a person is handed, as clean records or reasons why not.

`open_table` tells what a file is and streams its rows, `suggest_mapping` guesses which column is
what, `prepare` makes a record or a refusal of every row. Nothing here knows the store, the network
or the screen. Memory is bounded by the limits, not by the file.
"""

from desktop.importing.mapping import Mapping, load_mapping, save_mapping
from desktop.importing.opening import open_table
from desktop.importing.prepare import Prepared, Refusal, prepare
from desktop.importing.suggestion import completed, suggest_mapping
from desktop.importing.tables import LIMITS, Limits, Source, Table

__all__ = [
    "LIMITS",
    "Limits",
    "Mapping",
    "Prepared",
    "Refusal",
    "Source",
    "Table",
    "completed",
    "load_mapping",
    "open_table",
    "prepare",
    "save_mapping",
    "suggest_mapping",
]
