"""Opening attachments in other programs: a safe file name, and never an executable.

Whoever trusts such a file may save it and start it themselves.
"""

import re

from sync.errors import Refused

FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')  # in a name, on some system
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?\Z", re.IGNORECASE)
RUNS = frozenset((
    "app", "appimage", "application", "appref-ms", "bash", "bat", "bin", "cmd", "com",
    "command", "cpl", "csh", "desktop", "dll", "exe", "gadget", "hta", "inf", "ins", "iso",
    "img", "jar", "job", "js", "jse", "jnlp", "lnk", "msc", "msh", "msi", "msp", "mst", "osx",
    "out", "pif", "pkg", "pl", "ps1", "psm1", "py", "pyc", "pyw", "rb", "reg", "rgs", "run",
    "scf", "scr", "sct", "sh", "shb", "shs", "url", "vb", "vbe", "vbs", "vhd", "vhdx",
    "workflow", "ws", "wsc", "wsf", "wsh", "xll",
))  # fmt: skip


def name_of(said: str) -> str:
    """The name under which it may be opened; raises Refused("file_may_run")."""
    name = re.split(r"[/\\]", said)[-1].rstrip(" .")
    name = FORBIDDEN.sub("_", name) or "file"
    if name.rpartition(".")[2].strip().lower() in RUNS:
        raise Refused("file_may_run", file=name[-80:])
    return f"_{name}" if DEVICES.match(name) else name
