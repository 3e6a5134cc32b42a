"""Grouping: the same change once, rare before common, outliers apart; the first lines; the figures that lead them."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from tests.review.berichtbau import (
    PAKET,
    aenderung,
    bericht,
    grosser_bericht,
    kleiner_bericht,
    traeger,
    zeile,
)
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.review.bericht import Aenderungsbericht, Stand
from vertragsgen.review.berichtworte import euro, positionszeile, prozent, urteilszeilen
from vertragsgen.review.gesamtmarkdown import als_markdown_bericht
from vertragsgen.review.gesamttext import als_text
from vertragsgen.review.modell import Risiko


def test_the_same_change_in_many_documents_is_one_group_and_the_other_one_comes_first() -> None:
    viele = grosser_bericht(40)
    anzahlen = [(gruppe.anzahl, gruppe.abweichend_von) for gruppe in viele.wortlaut]
    assert anzahlen == [(1, 39), (39, 0)]
    assert "9 Wochen" in viele.wortlaut[0].aenderung.neu
    assert viele.wortlaut[0].fundstellen[0].profil == "anbieter-0005"


def test_a_raise_is_one_line_and_its_outlier_stands_apart() -> None:
    viele = grosser_bericht(500)
    (position,) = viele.positionen
    assert (position.anzahl, position.prozent) == (500, Decimal("3.98"))
    assert [z.profil for z in position.ausreisser] == ["anbieter-0003"]
    # The span is that of the others: 9 % does not widen it.
    assert (position.prozent_von, position.prozent_bis) == (Decimal("3.97"), Decimal("3.99"))
    assert "+3,98 % (+3,97 bis +3,99), 500 Träger" in positionszeile(position)
    assert viele.viele
    assert [z.profil for z in viele.ausreisser] == ["anbieter-0003"]
    assert viele.zahlen[0].profil == "anbieter-0003"


def test_rounding_to_the_cent_makes_no_outlier() -> None:
    # 0,50 € + 3,98 % is 0,52 €, that is 4 %: nothing but rounding.
    alle = [
        traeger(f"p{k}", f"P {k}", zahlen=(zeile(f"p{k}", f"P {k}", alt, neu),))
        for k, (alt, neu) in enumerate([("70,00", "72,79")] * 6 + [("0,50", "0,52")])
    ]
    assert bericht(*alle).ausreisser == ()


def test_a_provider_that_was_forgotten_is_named() -> None:
    alle = [traeger(f"p{k:02}", f"P {k}", zahlen=(zeile(f"p{k:02}", "P", "70,00", "72,79"),)) for k in range(30)]
    vergessen = traeger("p99", "P 99", stand=Stand.GLEICH)
    (position,) = bericht(*alle, vergessen).positionen
    assert position.ohne == ("p99",)


def test_rows_are_sorted_by_their_effect_on_the_year() -> None:
    klein = zeile("a", "A", "10,00", "11,00", was="Grundpauschale", tage="100")
    gross = zeile("b", "B", "10,00", "10,50", tage="1000")
    ohne = zeile("c", "C", "10,00", "99,00", was="Platzgeld", tage=None)
    ergebnis = bericht(*(traeger(z.profil, z.traeger, zahlen=(z,)) for z in (ohne, klein, gross)))
    assert [z.profil for z in ergebnis.zahlen] == ["b", "a", "c"]


def test_what_nothing_explains_comes_first_everywhere() -> None:
    ohne_grund = replace(zeile("z", "Z", "10,00", "10,01", tage=None), unerklaert=True, position=(PAKET, "x"))
    eine = aenderung("Es sind 5 Plätze.", "Es sind 6 Plätze.", risiko=Risiko.UNERKLAERT)
    ergebnis = bericht(
        traeger("a", "A", zahlen=(zeile("a", "A", "10,00", "99,00"),)),
        traeger("z", "Z", (eine,), (ohne_grund,)),
    )
    assert ergebnis.zahlen[0].profil == "z"
    assert ergebnis.positionen[0].zeilen[0].profil == "z"
    assert ergebnis.wortlaut[0].risiko is Risiko.UNERKLAERT
    assert "Achtung: 1 Zahl ändert sich ohne Grund" in "\n".join(urteilszeilen(ergebnis))


def test_the_first_lines_say_range_outliers_and_sums() -> None:
    saetze = list(urteilszeilen(grosser_bericht(500)))
    assert saetze[0].startswith("500 von 500 Trägern und 500 von 2.000 Dokumenten ändern sich")
    assert saetze[1].startswith("Sätze +3,97 % bis +3,99 %; im Jahr +")
    assert "2 Ausreißer" in saetze[1]
    assert saetze[2] == "Alle Summen stimmen (500 Träger geprüft)."


def test_a_broken_sum_takes_the_place_of_the_good_news() -> None:
    fehler = Befund("VG206", Schwere.FEHLER, "Differenz 1,00 €")
    kaputt = replace(traeger("a", "A"), summenfehler=(fehler,), befunde_neu=(fehler,))
    saetze = "\n".join(urteilszeilen(bericht(kaputt, traeger("b", "B"))))
    assert "Summen stimmen nicht bei 1 Träger" in saetze
    assert "Alle Summen stimmen" not in saetze
    assert "1 neuer Befund (davon 1 Fehler)" in saetze


def test_a_clause_of_several_paragraphs_is_one_group() -> None:
    def klausel(name: str) -> tuple[object, ...]:
        return ("eingefuegt", name)

    absaetze = tuple(aenderung("", text, block=7) for text in ("Überschrift", "Erster Absatz.", "Zweiter Absatz."))
    einzeln = aenderung("", "Anderswo.", block=9)
    eins = traeger("a", "A", (*absaetze, einzeln))
    ergebnis = bericht(eins)
    assert [1 + len(gruppe.folgen) for gruppe in ergebnis.wortlaut] == [3, 1]


def test_the_text_holds_each_part_in_order() -> None:
    text = als_text(kleiner_bericht())
    orte = [
        text.index(teil)
        for teil in ("Prüfung: 1 neuer Befund", "VG301", "\nZahlen\n", "+1,27 €, +1,68 %", "[-nicht -]", "Je Träger")
    ]
    assert orte == sorted(orte)
    assert "75,69 € → 76,96 €, +1,27 €, +1,68 %, im Jahr +5.724,84 €" in text
    assert "in 2 Dokumenten (Sonnenhof gGmbH, Birkenhof e. V.)" in text


def test_nothing_changed_is_one_sentence() -> None:
    leer: Aenderungsbericht = bericht(traeger("a", "A", stand=Stand.GLEICH))
    assert list(urteilszeilen(leer)) == ["Kein Dokument ändert sich (1 Träger geprüft)."]


def test_the_words_of_the_report_round_half_up() -> None:
    assert (prozent(Decimal("2.425")), prozent(Decimal("-2.425"))) == ("+2,43 %", "−2,43 %")
    assert euro(Decimal("0.125")) == "+0,13 €"


def _mit_befunden(*je_traeger: tuple[str, ...]) -> Aenderungsbericht:
    alle = []
    for k, meldungen in enumerate(je_traeger):
        befunde = tuple(Befund("VG201", Schwere.FEHLER, meldung, profil=f"p{k:02}") for meldung in meldungen)
        alle.append(traeger(f"p{k:02}", f"P {k}", neu=befunde))
    return bericht(*alle)


def test_findings_of_several_providers_are_not_told_as_one_providers() -> None:
    text = als_text(_mit_befunden(("Gesamtentgelt 56,33 €", "Gesamtentgelt 60,00 €"), ("Gesamtentgelt 84,20 €",)))
    for zeile_ in (
        "  VG201 (Fehler), 1 Träger: Gesamtentgelt 56,33 €\n      p00\n",
        "  VG201 (Fehler), 1 Träger: Gesamtentgelt 60,00 €\n      p00\n",
        "  VG201 (Fehler), 1 Träger: Gesamtentgelt 84,20 €\n      p01\n",
    ):
        assert zeile_ in text
    assert "VG201 (Fehler), 2 Träger: Gleich\n" in als_text(_mit_befunden(("Gleich",), ("Gleich",)))


def test_many_messages_of_one_code_are_one_line_that_says_it_is_an_example() -> None:
    viele = _mit_befunden(*((f"Gesamtentgelt {k},10 €", f"Gesamtentgelt {k},20 €") for k in range(30)))
    (gruppe,) = viele.befunde_neu
    assert (gruppe.anzahl, gruppe.verschiedene) == (60, 60)
    satz = "60 Befunde bei 30 Trägern: zum Beispiel: Gesamtentgelt 0,10 €"
    assert f"VG201 (Fehler), {satz}" in als_text(viele)
    assert f"**VG201** (Fehler), {satz}" in als_markdown_bericht(viele)


def test_changed_spaces_can_be_seen() -> None:
    eine = bericht(traeger("a", "A", (aenderung("Frist von 6 Wochen", "Frist von 6\u00a0Wochen"),)))
    assert "[-␣-]{+⍽+}" in als_text(eine)
    assert "<del>␣</del>" in als_markdown_bericht(eine)
    assert "<ins>⍽</ins>" in als_markdown_bericht(eine)
