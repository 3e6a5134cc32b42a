"""The parts shipped beside the code: template packages and sample profiles.

In a wheel they lie below ``vertragsgen/_beilagen``, in a checkout (editable install) at its root.
"""

from __future__ import annotations

from pathlib import Path

ORDNER = ("templates", "provider_data")
_PAKET = Path(__file__).resolve().parents[1]


def beilagen() -> Path | None:
    """The folder that holds :data:`ORDNER`, or None if the installation is incomplete."""
    for kandidat in (_PAKET / "_beilagen", _PAKET.parents[1]):
        if all((kandidat / name).is_dir() for name in ORDNER):
            return kandidat
    return None


def arbeitsbereich() -> Path:
    """The folder with the files ``init`` adds: settings, .gitignore, editor settings."""
    return Path(__file__).parent / "arbeitsbereich"
