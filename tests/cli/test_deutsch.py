"""click's own texts are German: the catalogue is complete, compiled, and used whatever the locale."""

from __future__ import annotations

import io
import string
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.cli.conftest import Aufruf
from vertragsgen.cli.deutsch import DOMAIN, LOCALE_DIR

PO = LOCALE_DIR / "de" / "LC_MESSAGES" / f"{DOMAIN}.po"


@pytest.fixture(scope="module")
def katalog() -> Catalog:
    with PO.open("rb") as datei:
        return read_po(datei, locale="de", domain=DOMAIN)


def _texte_von_click() -> set[str | tuple[str, str]]:
    ordner = Path(click.__file__).parent
    return {eintrag[2] for eintrag in extract_from_dir(str(ordner))}  # type: ignore[misc]


def test_every_text_of_the_installed_click_is_translated(katalog: Catalog) -> None:
    texte = _texte_von_click()
    assert len(texte) >= 60
    fehlend = [text for text in texte if katalog.get(_id(text)) is None]
    leer = [m.id for m in katalog if m.id and not all(m.string if m.pluralizable else [m.string])]
    assert fehlend == []
    assert leer == []


def _id(text: str | tuple[str, str]) -> str:
    return text if isinstance(text, str) else text[0]


def test_plurals_have_both_forms(katalog: Catalog) -> None:
    mehrzahl = [text for text in _texte_von_click() if isinstance(text, tuple)]
    assert len(mehrzahl) >= 5
    for text in mehrzahl:
        eintrag = katalog.get(text[0])
        assert eintrag is not None
        assert len(eintrag.string) == 2, text


def test_translations_use_only_fields_that_click_fills_in(katalog: Catalog) -> None:
    geprueft = 0
    for eintrag in katalog:
        if not eintrag.id or not eintrag.python_brace_format:
            continue
        vorhanden = {feld for text in _liste(eintrag.id) for feld in _felder(text)}
        benutzt = {feld for text in _liste(eintrag.string) for feld in _felder(text)}
        assert benutzt <= vorhanden, eintrag.id
        geprueft += 1
    assert geprueft >= 30


def _liste(wert: object) -> list[str]:
    return [wert] if isinstance(wert, str) else list(wert)  # type: ignore[call-overload]


def _felder(text: str) -> set[str]:
    return {feld for _, feld, _, _ in string.Formatter().parse(text) if feld is not None}


def test_the_compiled_catalogue_is_fresh(katalog: Catalog) -> None:
    puffer = io.BytesIO()
    write_mo(puffer, katalog)
    hinweis = f"veraltet: pybabel compile -D {DOMAIN} -d src/vertragsgen/cli/locale"
    assert PO.with_suffix(".mo").read_bytes() == puffer.getvalue(), hinweis


@pytest.mark.parametrize(
    "umgebung",
    [
        {},
        {"LANG": "C", "LC_ALL": "C"},
        {"LANGUAGE": "fr:en", "LANG": "en_US.UTF-8"},
    ],
    ids=["leer", "C", "fremde Sprache"],
)
def test_texts_are_german_whatever_the_locale(prozess: Aufruf, umgebung: dict[str, str]) -> None:
    hilfe = prozess("--help", umgebung=umgebung)
    assert hilfe.code == 0
    assert "Aufruf: vertragsgen [OPTIONEN] BEFEHL" in hilfe.aus
    falsch = prozess("build", "--format", "pdf", umgebung=umgebung)
    assert falsch.code == 2
    assert "Fehler: Ungültiger Wert für '--format'" in falsch.fehler
    assert "Error" not in falsch.fehler


ENGLISCH = (
    "Usage",
    "Options",
    "Commands",
    "Error",
    "Try '",
    "Show this",
    "Missing",
    "default:",
    "COMMAND",
    "OPTIONS",
)


@pytest.mark.parametrize(
    "args",
    [
        ("--help",),
        (),
        ("gibtsnicht",),
        ("biuld",),
        ("--gibtsnicht",),
        ("build", "--forc"),
        ("build", "--jobs", "x"),
        ("build", "--jobs", "0"),
        ("build", "--format"),
        ("check", "--format", "pdf"),
        ("check", "--verbose=1"),
        ("explain",),
        ("explain", "VG201", "VG202"),
        ("schema", "--schreiben", "a", "b"),
        ("--stichtag", "morgen", "check"),
    ],
)
def test_no_english_word_of_click_remains(aufruf: Aufruf, args: tuple[str, ...]) -> None:
    lauf = aufruf(*args)
    assert lauf.code == (0 if args == ("--help",) else 2)
    text = lauf.aus + lauf.fehler
    assert [wort for wort in ENGLISCH if wort in text] == []
    assert "Aufruf:" in text or "Fehler:" in text
