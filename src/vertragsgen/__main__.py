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
        if isinstance(ende.code, int) and _ready_to_end():
            atexit._run_exitfuncs()
            os._exit(ende.code)
        raise


def _ready_to_end() -> bool:
    if os.environ.get(DEBUG_VARIABLE) or threading.active_count() > 1:
        return False
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    start()
