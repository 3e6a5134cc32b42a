"""The tests of the package for the new law build and read like those of its predecessor."""

from tests.bremen.conftest import baue, profiltext

__all__ = ["baue", "profiltext"]
