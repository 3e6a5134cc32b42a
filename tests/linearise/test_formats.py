"""The examples in the docstrings hold."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from vertragsgen.linearise import fields, formats


@pytest.mark.parametrize(("module", "examples"), [(formats, 2), (fields, 1)])
def test_docstrings(module: ModuleType, examples: int) -> None:
    result = doctest.testmod(module)
    assert (result.failed, result.attempted) == (0, examples)
