"""The overview page in a browser: search, sorting, and provider names that try to be more than a name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser import Browser
from vertragsgen.output.arbeiter import GEBAUT, NICHT_GEBAUT, Profilergebnis
from vertragsgen.output.uebersichtsseite import write_index
from vertragsgen.workspace import open_workspace

pytestmark = pytest.mark.chromium

BOESE = '</script><script>document.title="offen"</script><img src=http://beispiel.invalid/x onerror="document.title=1"> & [x](javascript:alert(1))'
ZEILEN: list[tuple[str, str, str, str | None, str]] = [
    # profil, traeger, beginn, entgelt, status
    ("oekohaus", "Ökohaus e. V.", "2024-01-01", "1084.10", GEBAUT),
    ("zweig", "Zweig gGmbH", "2019-07-01", "99.50", GEBAUT),
    ("anker", "Anker gGmbH", "2026-02-01", None, NICHT_GEBAUT),
    ("boese", BOESE, "2025-05-05", "84.10", GEBAUT),
]
PROFILE = 'const sichtbar = () => [...document.querySelectorAll("tbody tr")].filter(z => !z.hidden).map(z => z.lastElementChild.lastElementChild.textContent);'
TIPPE = (
    'const tippe = text => { suche.value = text; suche.dispatchEvent(new Event("input")); return sichtbar(); };'
    'const waehle = wert => { stand.value = wert; stand.dispatchEvent(new Event("change")); return sichtbar(); };'
    "const klicke = feld => { document.querySelector(`th[data-feld=${feld}] button`).click(); return sichtbar(); };"
)


@pytest.fixture
def seite(tmp_path: Path) -> Path:
    (tmp_path / "vertragsgen.yaml").write_text("", encoding="utf-8")
    for ordner in ("templates", "provider_data", "output"):
        (tmp_path / ordner).mkdir()
    workspace = open_workspace(tmp_path)
    for profil, *_ in ZEILEN:
        (workspace.root / "provider_data" / f"{profil}.yaml").write_text("", encoding="utf-8")
    write_index(workspace, [_ergebnis(workspace.output_dir, *zeile) for zeile in ZEILEN], vollstaendig=True)
    return workspace.output_dir / "index.html"


def _ergebnis(
    ausgabe: Path, profil: str, traeger: str, beginn: str, entgelt: str | None, status: str
) -> Profilergebnis:
    saetze = [] if entgelt is None else [{"titel": "Satz", "betrag": entgelt}]
    uebersicht: dict[str, Any] = {
        "traeger": traeger,
        "angebot": "Wohnen <b>fett</b>",
        "beginn": beginn,
        "ende": None,
        "saetze": saetze,
    }
    fehler = 1 if status == NICHT_GEBAUT else 0
    zahlen = {"fehler": fehler, "warnung": int(profil == "zweig"), "hinweis": 0}
    return Profilergebnis(profil, status, str(ausgabe / profil), ("vereinbarung.docx",), (), zahlen, uebersicht)


def test_the_search_finds_all_words_in_any_column(browser: Browser, seite: Path) -> None:
    antwort = browser.frage(
        seite,
        PROFILE + TIPPE + "return [sichtbar(), tippe('GGMBH'), tippe('ggmbh 2019'), tippe('ökohaus 1.084,10'),"
        " tippe('gibtesnicht'), document.getElementById('leer').hidden, document.getElementById('summe').textContent];",
    )
    alle, ggmbh, beide, betrag, keine, leer_versteckt, summe = antwort
    assert set(alle) == {"oekohaus", "zweig", "anker", "boese"}
    assert ggmbh == ["anker", "zweig"]
    assert beide == ["zweig"]
    assert betrag == ["oekohaus"]
    assert keine == []
    assert leer_versteckt is False
    assert summe.replace("\u00a0", " ").startswith("0 von 4 Verträge")


def test_the_filter_keeps_what_is_open(browser: Browser, seite: Path) -> None:
    antwort = browser.frage(
        seite, PROFILE + TIPPE + "return [waehle('offen'), waehle('warnung'), waehle('fertig'), waehle('')];"
    )
    assert antwort[0] == ["anker"]
    assert antwort[1] == ["zweig"]
    assert set(antwort[2]) == {"boese", "oekohaus", "zweig"}
    assert len(antwort[3]) == 4


def test_columns_sort_in_both_directions_and_say_so(browser: Browser, seite: Path) -> None:
    antwort = browser.frage(
        seite,
        PROFILE + TIPPE + "const name = klicke('traeger'), name2 = klicke('traeger');"
        "const satz = klicke('satz'), auf = document.querySelector('th[data-feld=satz]').ariaSort, ab = klicke('satz');"
        "return [name, name2, satz, auf, ab, klicke('beginn'), document.querySelectorAll('th[aria-sort]').length];",
    )
    name, name2, satz, auf, ab, beginn, eine = antwort
    # The page opens sorted by name, so the first click turns it around.
    assert name == ["zweig", "oekohaus", "anker", "boese"]
    assert name2 == ["boese", "anker", "oekohaus", "zweig"]
    # By amount, not by text: 84,10 before 99,50 before 1.084,10, and none first.
    assert satz == ["anker", "boese", "zweig", "oekohaus"]
    assert auf == "ascending"
    assert ab == satz[::-1]
    assert beginn == ["zweig", "oekohaus", "boese", "anker"]
    assert eine == 1


def test_a_hostile_name_is_text(browser: Browser, seite: Path) -> None:
    antwort = browser.frage(
        seite,
        "const zeile = [...document.querySelectorAll('tbody tr')].find(z => z.textContent.includes('offen'));"
        "return [document.title, zeile.cells[0].firstChild.textContent, document.images.length,"
        " document.querySelectorAll('tbody b, tbody script').length, [...document.links].map(a => a.getAttribute('href'))];",
    )
    titel, name, bilder, marken, links = antwort
    assert titel == "Verträge: Übersicht"
    assert name == BOESE
    assert (bilder, marken) == (0, 0)
    assert sorted(links) == [f"{profil}/vereinbarung.docx" for profil in ("boese", "oekohaus", "zweig")]
