"""A program whose clock is wrong: python -m tests.faults.wrong_clock SECONDS MODULE ARGUMENT..."""

import runpy
import sys
from datetime import timedelta

from sync.clock import Clock

if __name__ == "__main__":
    zone, _ = Clock.__init__.__defaults__ or ("Asia/Shanghai", None)
    wrong = timedelta(seconds=float(sys.argv[1]))
    Clock.__init__.__defaults__ = (zone, wrong)
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
