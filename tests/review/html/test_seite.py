"""The page of the report in a browser: what the first screen shows, and what can be done with it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.browser import Browser
from tests.review.berichtbau import (
    FEINDLICH,
    aenderung,
    bericht,
    feindlicher_bericht,
    grosser_bericht,
    kleiner_bericht,
    traeger,
)
from tests.review.html.zehn import GEPFLANZT, zehn
from vertragsgen.review.html import als_html
from vertragsgen.review.modell import Verweispruefung
from vertragsgen.review.vergleich import KENNUNG_NEU

pytestmark = pytest.mark.chromium

SICHTBAR = (
    "const da = e => e.offsetParent !== null && e.getBoundingClientRect().height > 0;"
    "const karten = () => [...document.querySelectorAll('#inhalt .karte h3')].filter(da).map(e => e.textContent);"
    "const taste = key => document.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));"
    "const tippe = text => { suche.value = text; suche.dispatchEvent(new Event('input')); };"
    "const klicke = wahl => document.querySelector(wahl).click();"
    "const warte = () => new Promise(weiter => setTimeout(weiter, 30));"
)


@pytest.fixture
def seite(tmp_path: Path) -> Path:
    return tmp_path / "bericht.html"


def test_ten_planted_changes_are_on_the_first_screen(browser: Browser, seite: Path) -> None:
    seite.write_text(als_html(zehn()), encoding="utf-8")
    zeilen = browser.frage(
        seite,
        "return [...document.querySelectorAll('#kurz tbody tr')].map(z => { const r = z.getBoundingClientRect();"
        " const im = r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth;"
        " const text = wahl => [...z.querySelectorAll(wahl)].map(e => e.textContent);"
        " const zelle = z.cells[2].firstChild;"
        " return {im, ganz: zelle.scrollHeight <= zelle.clientHeight + 1, weg: text('del'), dazu: text('ins'), alles: z.textContent}; });",
    )
    assert len(zeilen) >= 10
    for name, (weg, dazu) in GEPFLANZT.items():
        passend = [
            z
            for z in zeilen
            if (weg in z["alles"] and dazu in z["alles"])
            and (z["weg"] or z["dazu"] or "vorher" in z["alles"] or "fett" in z["alles"])
        ]
        assert passend, (name, [z["alles"] for z in zeilen])
        assert all(z["im"] and z["ganz"] for z in passend), (name, passend)
    # The word itself, struck, and not somewhere in a sentence.
    assert any(z["weg"] == ["nicht "] for z in zeilen), zeilen
    assert any(z["weg"] == ["76,96 €"] and z["dazu"] == ["79,66 €"] for z in zeilen)
    assert any("1 von 500: Anbieter 050" in z["alles"] for z in zeilen)


def test_a_line_of_the_first_screen_leads_to_its_entry(browser: Browser, seite: Path) -> None:
    seite.write_text(als_html(zehn(60)), encoding="utf-8")
    antwort = browser.frage(
        seite,
        SICHTBAR + "const paare = []; for (const z of [...document.querySelectorAll('#kurz tbody tr')]) {"
        " z.querySelector('a').click(); await warte(); const ziel = document.querySelector('.aktuell');"
        " const r = ziel.getBoundingClientRect(); const art = e => [...e.querySelectorAll('del, ins')].map(e => e.textContent);"
        " paare.push([art(z.cells[2]), art(ziel), r.top >= 0 && r.top < 900, document.activeElement === ziel]); } return paare;",
    )
    assert len(antwort) > 8
    for kurz, ganz, im_bild, hat_fokus in antwort:
        assert set(kurz) <= set(ganz)
        assert im_bild
        assert hat_fokus


def test_keys_go_from_change_to_change(browser: Browser, seite: Path) -> None:
    seite.write_text(als_html(kleiner_bericht()), encoding="utf-8")
    schritte = browser.frage(
        seite,
        SICHTBAR + "const wo = () => document.querySelector('.aktuell')?.textContent.slice(0, 60) ?? null;"
        "const weg = [wo()]; for (const t of ['n', 'n', 'n', 'n', 'n', 'p']) { taste(t); weg.push(wo()); }"
        "return [weg, document.getElementById('ansage').textContent];",
    )
    weg, ansage = schritte
    assert weg[0] is None
    # A finding that came and one that went, a figure, a word: four entries; at the end it stays.
    assert len(set(weg[1:5])) == 4
    assert weg[5] == weg[4]
    assert weg[6] == weg[3]
    assert ansage == "3 von 4"


def test_the_keyboard_is_left_alone_while_typing(browser: Browser, seite: Path) -> None:
    seite.write_text(als_html(kleiner_bericht()), encoding="utf-8")
    antwort = browser.frage(
        seite,
        SICHTBAR + "taste('/'); const im_feld = document.activeElement === suche;"
        "suche.dispatchEvent(new KeyboardEvent('keydown', {key: 'n', bubbles: true}));"
        "return [im_feld, document.querySelector('.aktuell') === null];",
    )
    assert antwort == [True, True]


def test_the_texts_side_by_side(browser: Browser, seite: Path) -> None:
    seite.write_text(als_html(kleiner_bericht()), encoding="utf-8")
    antwort = browser.frage(
        seite,
        SICHTBAR
        + "const lies = () => [...document.querySelectorAll('.wortlaut')].map(w => [w.className, ...[...w.querySelectorAll(':scope > div')].map(e => e.textContent)]);"
        "const vorher = lies(); klicke('[data-sicht=neben]'); const nachher = lies();"
        "const [l, r] = [...document.querySelector('.wortlaut').children].map(e => e.getBoundingClientRect());"
        "const gedrueckt = document.querySelector('[data-sicht=neben]').ariaPressed; taste('s');"
        "return [vorher, nachher, l.right <= r.left + 1 && l.top === r.top, gedrueckt, lies()];",
    )
    vorher, nachher, nebeneinander, gedrueckt, zurueck = antwort
    assert vorher == [["wortlaut"]] == zurueck
    assert nachher == [["wortlaut neben", "altDer Träger hat nicht zu zahlen.", "neuDer Träger hat zu zahlen."]]
    assert nebeneinander
    assert gedrueckt == "true"


def test_the_search_finds_places_words_and_providers(browser: Browser, seite: Path) -> None:
    seite.write_text(als_html(zehn(60)), encoding="utf-8")
    antwort = browser.frage(
        seite,
        SICHTBAR + "const nach = text => { tippe(text); return karten(); };"
        "const alle = nach(''); const wort = nach('VERWEIGERN'); const wer = nach('anbieter 030'); const keins = nach('gibtesnicht');"
        "return [alle.length, wort, wer, keins, document.getElementById('leer').hidden, nach('').length];",
    )
    alle, wort, wer, keins, leer_versteckt, wieder = antwort
    assert wort == ["Vereinbarung, Ziffer 5.2"]
    # The change of this provider alone, and the one it shares with the others.
    assert set(wer) == {"Vereinbarung, Ziffer 1.3", "Vereinbarung, Ziffer 4.1"}
    assert keins == []
    assert leer_versteckt is False
    assert alle == wieder > 5


def test_by_provider_and_by_document(browser: Browser, seite: Path) -> None:
    seite.write_text(als_html(kleiner_bericht()), encoding="utf-8")
    antwort = browser.frage(
        seite,
        SICHTBAR + "klicke('[data-ansicht=traeger]'); const zu = document.querySelectorAll('#inhalt .eintrag').length;"
        "const namen = [...document.querySelectorAll('#inhalt details details > summary b')].map(e => e.textContent);"
        "const einer = [...document.querySelectorAll('#inhalt details details')].find(e => e.textContent.includes('Sonnenhof'));"
        "einer.open = true; await warte(); const text = einer.textContent;"
        "klicke('[data-ansicht=dokument]'); const titel = [...document.querySelectorAll('#inhalt h2')].map(e => e.textContent);"
        "return [zu, namen, text, titel, document.querySelector('[data-ansicht=dokument]').ariaPressed];",
    )
    zu, namen, text, titel, gedrueckt = antwort
    assert zu == 0
    assert sorted(namen) == ["Birkenhof e. V.", "Sonnenhof gGmbH"]
    for teil in ("VG301", "verguetung.saetze.1.massnahmepauschale", "75,69", "76,96 €", "nicht zu zahlen", "+1,68 %"):
        assert teil in text.replace("\u00a0", " "), teil
    assert titel == ["Vereinbarung"]
    assert gedrueckt == "true"


def test_hostile_text_is_text(browser: Browser, seite: Path) -> None:
    seite.write_text(als_html(feindlicher_bericht()), encoding="utf-8")
    antwort = browser.frage(
        seite,
        SICHTBAR
        + "const fremd = () => document.querySelectorAll('#inhalt script, #kurz script, img, iframe, #inhalt a, #inhalt input, #inhalt strong').length;"
        "const texte = [document.body.innerText]; let zahl = fremd();"
        "klicke('[data-ansicht=traeger]'); for (const d of document.querySelectorAll('#inhalt details')) d.open = true; await warte();"
        "texte.push(document.getElementById('inhalt').textContent); return [zahl + fremd(), texte, document.title];",
    )
    zahl, texte, titel = antwort
    assert zahl == 0
    assert titel == "Änderungen an Verträgen"
    for text in FEINDLICH:
        assert all(text.split("\n")[0] in gezeigt for gezeigt in texte), text


def test_what_nobody_sees_is_named(browser: Browser, seite: Path) -> None:
    boese = aenderung("Der Betrag 100", "Der \u202eBetrag\u202c\u00a0100")
    seite.write_text(als_html(bericht(traeger("a", "Anker\u202e", (boese,)))), encoding="utf-8")
    text = browser.frage(seite, "return document.body.innerText;")
    assert "\u202e" not in text
    assert "[U+202E]" in text


def test_five_hundred_providers_open_quickly(browser: Browser, seite: Path) -> None:
    quelle = als_html(zehn())
    seite.write_text(quelle, encoding="utf-8")
    antwort = browser.frage(
        seite,
        SICHTBAR + "const zeit = performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd;"
        "const vorher = document.getElementsByTagName('*').length; klicke('[data-ansicht=traeger]');"
        "const gezeigt = document.querySelectorAll('#inhalt details details').length; klicke('.mehr button');"
        "return [zeit, vorher, gezeigt, document.querySelectorAll('#inhalt details details').length];",
    )
    zeit, elemente, gezeigt, mehr = antwort
    # Elements say it on any machine: rows of 500 providers would be tens of thousands. The blocks count with 500.
    assert elemente < 2500
    assert zeit < 3000
    assert gezeigt == 60
    assert mehr == 360
    assert len(quelle) < 4_000_000


def test_a_position_unfolds_to_its_providers(browser: Browser, seite: Path) -> None:
    seite.write_text(als_html(grosser_bericht(40)), encoding="utf-8")
    antwort = browser.frage(
        seite,
        SICHTBAR + "const liste = document.querySelector('#inhalt td details'); liste.open = true; await warte();"
        "return [...liste.querySelector('tbody').rows].map(z => [...z.cells].map(c => c.textContent));",
    )
    assert len(antwort) == 40
    dritter = next(zeile for zeile in antwort if zeile[0] == "Anbieter 0003 gGmbH")
    assert dritter[1].startswith("Ausreißer: Maßnahmepauschale, HBG 2")
    assert [text.replace("\u00a0", " ") for text in dritter[2:6]] == ["70,15 €", "76,46 €", "+6,31 €", "+9,00 %"]


def test_on_paper_everything_is_unfolded(browser: Browser, seite: Path) -> None:
    seite.write_text(als_html(zehn(60)), encoding="utf-8")
    offen = browser.frage(
        seite,
        "for (const d of document.querySelectorAll('#inhalt > details')) d.open = false;"
        "window.dispatchEvent(new Event('beforeprint'));"
        "return [...document.querySelectorAll('#inhalt > details')].filter(d => !d.hidden).map(d => d.open);",
    )
    assert offen
    assert all(offen)


def test_no_placeholder_is_filled_twice(seite: Path) -> None:
    """Text that looks like a place of the template stays text."""
    wort = aenderung("alt", "/*ABLAUF*/ <!--BLOECKE--> /*DATEN*/")
    text = als_html(bericht(traeger("a", "/*STIL*/", (wort,))))
    daten = re.search(r'id="daten">(.*?)</script>', text, re.DOTALL)
    assert daten
    assert json.loads(daten[1])["gruppen"][0]["s"][-1][1] == "/*ABLAUF*/ <!--BLOECKE--> /*DATEN*/"
    assert text.count('"use strict";') == 1


def test_notes_stand_on_the_first_screen(browser: Browser, seite: Path) -> None:
    """A changed style definition shows in no text at all, a stale reference in none that changed."""
    eins = traeger("a", "Anker gGmbH", (aenderung("alt", "neu"),))
    vergleich = replace(
        eins.dokumente[0].vergleich,
        hinweise=("Geänderte Formatvorlagen: „heading 1“. Alles, was sie benutzt, sieht anders aus.", KENNUNG_NEU),
        verweise=(Verweispruefung("Ziffer 2.1", "Ziffer 3", "„Ziffer 3“ gibt es nicht mehr."),),
    )
    alle = bericht(
        *(
            replace(eins, profil=profil, traeger=name, dokumente=(replace(eins.dokumente[0], vergleich=vergleich),))
            for profil, name in (("a", "Anker gGmbH"), ("b", "Birke e. V."))
        )
    )
    seite.write_text(als_html(alle), encoding="utf-8")
    zeilen = browser.frage(seite, "return [...document.querySelectorAll('#kurz tbody tr')].map(z => z.innerText);")
    assert sum("Geänderte Formatvorlagen: „heading 1“" in zeile and "2 Dokumente" in zeile for zeile in zeilen) == 1
    assert sum("„Ziffer 3“ gibt es nicht mehr." in zeile for zeile in zeilen) == 1
    assert not any("Kennung" in zeile for zeile in zeilen)


def test_a_redline_is_linked_where_it_lies(browser: Browser, seite: Path) -> None:
    eins = traeger("a", "Anker gGmbH", (aenderung("alt", "neu"),))
    dokumente = (
        replace(eins.dokumente[0], redline="a/vereinbarung.docx"),
        replace(eins.dokumente[0], titel="Anlage", redline_grund="Die Datei enthält schon Änderungen."),
    )
    frage = "klicke('[data-ansicht=traeger]'); document.querySelector('#inhalt details details').open = true; await warte();"
    seite.write_text(als_html(bericht(replace(eins, dokumente=dokumente)), redlines="../red lines"), encoding="utf-8")
    links, text = browser.frage(
        seite,
        SICHTBAR
        + frage
        + "return [[...document.links].map(a => a.getAttribute('href')).filter(h => h[0] !== '#'), document.getElementById('inhalt').innerText];",
    )
    assert links == ["../red%20lines/a/vereinbarung.docx"]
    assert "Die Datei enthält schon Änderungen." in text
