"""References across documents, and what happens to those that lead nowhere."""

from __future__ import annotations

import pytest

from tests.rendering.conftest import Satz
from vertragsgen.rendering.errors import VERWEIS, Vorlagenfehler
from vertragsgen.rendering.references import Verweisfehler, find, resolve

ZIELE = {"vereinbarung": {"a": "1", "b": "2.1"}, "anlage": {"b": "5.3", "c": "6"}, "dritte": {"c": "7", "d": "8"}}


@pytest.mark.parametrize(
    ("ziel", "nummer"),
    [
        ("a", "1"),
        ("b", "2.1"),
        ("anlage/b", "5.3"),
        ("d", "8"),
        ("c", None),
        ("dritte/c", "7"),
        ("x", None),
        ("x/a", None),
    ],
)
def test_own_document_first_then_the_only_other_one(ziel: str, nummer: str | None) -> None:
    assert find(ZIELE, "vereinbarung", ziel) == nummer


def test_a_reference_may_come_before_its_target(satz: Satz) -> None:
    text = "# A\n\n## [#eins]\n\nSiehe Ziffer {{ ziffer('zwei') }} und {{ anlage('anlage-a') }}.\n\n## [#zwei]\n\nHier."
    line = satz.lines(text)[1][1]
    resolved, used = resolve(line, {"dokument": satz.zustand.ziele})
    assert resolved == "Siehe Ziffer\u00a01.2 und Anlage A."
    assert used == {"zwei": "1.2"}


def test_a_reference_into_nothing_is_refused() -> None:
    with pytest.raises(Verweisfehler, match="nirgends"):
        resolve("\uf8f0vereinbarung|nirgends\uf8f1", ZIELE)


@pytest.mark.parametrize(
    "text",
    [
        "{{ anlage('gibt-es-nicht') }}",
        "# A\n\n{% for x in (1, 2) %}\n## [#doppelt]\n\nB\n{% endfor %}",
        "## [#b]\n\nText",
    ],
)
def test_annexes_double_anchors_and_orphans_fail_at_their_line(satz: Satz, text: str) -> None:
    with pytest.raises(Vorlagenfehler) as caught:
        satz.lines(text)
    assert caught.value.code == VERWEIS
