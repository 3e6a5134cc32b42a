"""``python -m vertragsgen`` and the console script: the command line, and a quick end."""

import atexit
import os
import sys
import threading
from typing import NoReturn

from vertragsgen import DEBUG_VARIABLE
from vertragsgen.cli import main


def start() -> NoReturn:
    """:func:`main`, and then no taking to pieces: to free every object costs a thirtieth of a build of one profile.

    What was registered for the end is done before. Where a thread is still at work, something is still to be printed or
    ``VERTRAGSGEN_DEBUG`` is set (a profiler waits for it), the process ends as any other.
    """
    try:
        main()
    except SystemExit as ende:
        if isinstance(ende.code, int) and _may_end() and _printed():
            atexit._run_exitfuncs()
            if _printed():  # they may print too
                os._exit(ende.code)
        raise


def _may_end() -> bool:
    return not os.environ.get(DEBUG_VARIABLE) and threading.active_count() == 1


def _printed() -> bool:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    start()
