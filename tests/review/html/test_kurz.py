"""What the first screen holds when there is more than it can hold."""

from __future__ import annotations

from tests.review.berichtbau import aenderung, bericht, traeger
from vertragsgen.review.html.auszug import auszug
from vertragsgen.review.html.kurz import PLATZ, kurzliste, verteile
from vertragsgen.review.modell import Risiko


def test_the_one_nicht_is_not_pushed_out_by_hundreds_of_amounts() -> None:
    betraege = [aenderung(f"Es sind {k},00 €.", f"Es sind {k},50 €.", f"Ziffer {k}", Risiko.BETRAG) for k in range(300)]
    wort = aenderung("Er darf nicht kündigen.", "Er darf kündigen.", "Ziffer 999", Risiko.BINDUNG)
    zeilen, mehr = kurzliste(bericht(traeger("a", "Anker", (*betraege, wort))))
    assert len(zeilen) == PLATZ
    assert [z["s"] for z in zeilen if z["was"] == "Bindung"] == [
        [["=", "Er darf "], ["-", "nicht "], ["=", "kündigen."]]
    ]
    assert mehr == f"Unten stehen dazu: {300 - PLATZ + 1} × Betrag."


def test_room_is_dealt_out_in_turn() -> None:
    assert verteile([500, 1, 3], 10) == [6, 1, 3]
    assert verteile([1, 1], 10) == [1, 1]
    assert verteile([5, 5, 5], 2) == [1, 1, 0]


def test_in_a_rewritten_paragraph_the_weighty_words_are_shown() -> None:
    """The excerpt has room for six pieces: figures and binding words before others, and says how many are missing."""
    fuellung = " und so weiter im gleichen Sinne und Geiste fort "
    alt = fuellung.join(["Anfang", "rot", "grün", "blau", "gelb", "nicht", "5 Wochen", "Ende"])
    neu = fuellung.join(["Beginn", "weiß", "schwarz", "grau", "lila", "", "6 Wochen", "Schluss"])
    teile = auszug(aenderung(alt, neu))
    anders = [text.strip() for art, text in teile if art != "="]
    assert {"nicht", "5", "6"} <= set(anders) or {"nicht", "5 Wochen", "6 Wochen"} <= set(anders)
    assert len(anders) == 6
    assert teile[-1][1].endswith("weitere)")
