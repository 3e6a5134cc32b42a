"""Check boxes: true and false, nothing else; a box that nobody has filled in is empty."""

from __future__ import annotations

import pytest

from vertragsgen.rendering.filters import Filterfehler, all_filters
from vertragsgen.source.platzhalter import Platzhalter

ankreuzfeld = all_filters()["ankreuzfeld"]


def test_true_is_ticked_and_false_is_not() -> None:
    assert (ankreuzfeld(True), ankreuzfeld(False)) == ("☒", "☐")


def test_a_value_still_to_come_shows_the_empty_box() -> None:
    assert ankreuzfeld(Platzhalter("Form der Leistung", "angaben.form")) == "☐"


@pytest.mark.parametrize("wert", [None, 1, 0, "true", "ja", "", ["a"]])
def test_anything_else_is_refused(wert: object) -> None:
    with pytest.raises(Filterfehler, match="ankreuzfeld"):
        ankreuzfeld(wert)
