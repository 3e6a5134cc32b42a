"""Makes click speak German, whatever the language of the system.

click looks its texts up with :func:`gettext.gettext`, that is in the current text domain and the language of
the environment; both are set here to the catalogue shipped with the package.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

DOMAIN = "vertragsgen"
LOCALE_DIR = Path(__file__).parent / "locale"


def einschalten() -> None:
    """Switch click's texts to German for this process."""
    # gettext reads LANGUAGE first, on Windows too, where no other locale variable is set.
    os.environ["LANGUAGE"] = "de"
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIR))
    gettext.textdomain(DOMAIN)
