"""How a process of ours looks after its memory."""

from __future__ import annotations

import atexit
import gc

# How many objects are made between two searches for reference cycles; Python's own 700 are one sheet of figures. To start
# and make one profile takes fewer than this, so that nothing is searched; many profiles need a few megabytes more.
_OBJEKTE = 400_000


def rare_collections() -> None:
    """Look for reference cycles seldom: a profile makes many objects and hardly a cycle.

    For the command line and the workers of a build, never for a program that uses the library. At the end of such a process
    nothing is searched either: all it holds goes with it, and the search would take a sixth of a build of one profile.
    """
    gc.set_threshold(_OBJEKTE)
    atexit.register(gc.freeze)
