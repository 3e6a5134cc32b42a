"""Hundreds of damaged profiles: never an exception, and every fehler says in German what is wrong and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.source import parser, reader

Mutation = Callable[[str, int, int], str]

# fmt: off
WERTE = (
    "", "null", "~", "[]", "{}", "[a, b]", "{a: b}", "{a: 3,75}", "[3,75]", "true", "no", "0", "-1",
    "84", "84,1", "84,105", "1.234", "1,234.56", "1e5", ".inf", ".nan", "0x1F", "12:30", "2019-02-30",
    "xx.xx.20xx", '"', "'", '"a', "'a", "*a", "&a b", "!!int 3", "!x y", "@x", "`x", "%x", "|", ">",
    "? x", "- x", "x: y", "x:y", "#", "€", "x" * 3000, '"\\x00"', '"\\ud800"', '"\\U00110000"',
    '"\\q"', "VG999", "٣", "{", "}", "[", "]", ",", ":",
)
ZEICHEN = (
    "\x00", "\x07", "\x0c", "\x1b", "\x7f", "\x85", "\t", "\r", "\u2028", "\u202e", "\u2066", "\ud800",
    "\ue000", "\ufeff", "\uffff", "\U000f0000", "\u00a0", "\u0308", '"', "'", ":", " ", "\n", "{", "}",
    "[", "]", ",", "#", "&", "*", "!", "|", ">", "%", "@", "`", "-", "?", "\\",
)
# fmt: on


def _zeilen(text: str) -> list[str]:
    return text.split("\n")


def loesche_zeile(text: str, wo: int, was: int) -> str:
    zeilen = _zeilen(text)
    del zeilen[wo % len(zeilen)]
    return "\n".join(zeilen)


def verdopple_zeile(text: str, wo: int, was: int) -> str:
    zeilen = _zeilen(text)
    zeilen.insert(was % (len(zeilen) + 1), zeilen[wo % len(zeilen)])
    return "\n".join(zeilen)


def tausche_zeilen(text: str, wo: int, was: int) -> str:
    zeilen = _zeilen(text)
    a, b = wo % len(zeilen), was % len(zeilen)
    zeilen[a], zeilen[b] = zeilen[b], zeilen[a]
    return "\n".join(zeilen)


def setze_wert(text: str, wo: int, was: int) -> str:
    stellen = list(re.finditer(r"(?<=: )[^,{}\[\]\n]+", text))
    stelle = stellen[wo % len(stellen)] if stellen else re.compile("").search(text)
    assert stelle is not None
    return text[: stelle.start()] + WERTE[was % len(WERTE)] + text[stelle.end() :]


def aendere_schluessel(text: str, wo: int, was: int) -> str:
    stellen = list(re.finditer(r"\w+(?=:)", text))
    if not stellen:
        return text
    stelle = stellen[wo % len(stellen)]
    alt = stelle.group()
    neu = (alt[1:], alt + "x", alt.upper(), "", "<<", "1", alt.replace("a", "ä"), f'"{alt}', "copy")[was % 9]
    return text[: stelle.start()] + neu + text[stelle.end() :]


def fuege_zeichen_ein(text: str, wo: int, was: int) -> str:
    stelle = wo % (len(text) + 1)
    return text[:stelle] + ZEICHEN[was % len(ZEICHEN)] + text[stelle:]


def loesche_zeichen(text: str, wo: int, was: int) -> str:
    stelle = wo % max(1, len(text))
    return text[:stelle] + text[stelle + 1 + was % 3 :]


def ruecke_ein(text: str, wo: int, was: int) -> str:
    zeilen = _zeilen(text)
    nummer = wo % len(zeilen)
    zeilen[nummer] = " " * (was % 7) + zeilen[nummer].lstrip(" ")
    return "\n".join(zeilen)


def schneide_ab(text: str, wo: int, was: int) -> str:
    return text[: wo % (len(text) + 1)]


def oeffne_klammer(text: str, wo: int, was: int) -> str:
    stellen = [i for i, zeichen in enumerate(text) if zeichen in "{}[]\"',:-"]
    if not stellen:
        return text
    stelle = stellen[wo % len(stellen)]
    return text[:stelle] + text[stelle + 1 :]


def haenge_an(text: str, wo: int, was: int) -> str:
    return text + ("---\na: 1\n", "...\nx", "\x00", "? [a]\n", "a: &x 1\nb: *x\n", "\n- x\n", "[" * 60)[was % 7]


MUTATIONEN: tuple[Mutation, ...] = (
    loesche_zeile, verdopple_zeile, tausche_zeilen, setze_wert, setze_wert, setze_wert, aendere_schluessel,
    fuege_zeichen_ein, loesche_zeichen, ruecke_ein, schneide_ab, oeffne_klammer, haenge_an,
)  # fmt: skip
SCHRITT = st.tuples(st.sampled_from(MUTATIONEN), st.integers(0, 10**6), st.integers(0, 10**6))
SCHRITTE = st.lists(SCHRITT, min_size=1, max_size=3)

ENGLISCH = re.compile(
    r"\b(the|input|should|expected|found|while|scanning|parsing|mapping values|could not|invalid|value is|required|"
    r"field|Traceback|Error|None|error)\b"
)
# One run of this many examples each time, the same ones on every machine.
FEST = settings(
    derandomize=True,
    database=None,
    max_examples=600,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def verstuemmle(text: str, schritte: list[tuple[Mutation, int, int]]) -> str:
    for mutation, wo, was in schritte:
        text = mutation(text, wo, was)
    return text


def pruefe_befund(befund: Befund, text: str) -> None:
    assert re.fullmatch(r"VG1\d\d", befund.code)
    ohne_zitate = re.sub("„[^“]*“", "", befund.meldung)
    assert len(ohne_zitate) > 10, befund
    assert not ENGLISCH.search(ohne_zitate), befund
    assert befund.mark is not None, befund
    zeilen = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert befund.mark.datei == "provider_data/p.yaml"
    assert 1 <= befund.mark.zeile <= len(zeilen), befund
    assert 1 <= befund.mark.spalte <= len(zeilen[befund.mark.zeile - 1]) + 1, befund
    assert befund.mark.laenge >= 1


def rohtext(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


@pytest.mark.parametrize("entwurf", [False, True], ids=["endfassung", "entwurf"])
def test_a_damaged_profile_is_explained_never_a_crash(umgebung: Any, profiltext: str, entwurf: bool) -> None:
    codes: Counter[str] = Counter()
    datei = umgebung.workspace.profile_path("p")

    @FEST
    @given(SCHRITTE)
    def pruefe(schritte: list[tuple[Mutation, int, int]]) -> None:
        text = verstuemmle(profiltext, schritte)
        datei.write_bytes(rohtext(text))
        geladen = umgebung.lade_datei("p", entwurf=entwurf)
        codes["gesamt"] += 1
        fehler = [befund for befund in geladen.befunde if befund.schwere is Schwere.FEHLER]
        codes.update({befund.code for befund in fehler})
        for befund in fehler:
            pruefe_befund(befund, text)
        if geladen.profil is None:
            assert fehler
        assert geladen.mark("verguetung.saetze.0.grund") is None or geladen.quelle is not None

    pruefe()
    # The test would prove nothing if the damage went unnoticed or were always of the same kind.
    assert codes["gesamt"] >= 300
    assert {"VG101", "VG102", "VG103", "VG104", "VG105", "VG106", "VG107", "VG108"} <= set(codes)


@pytest.mark.skipif(parser.LOADER is yaml.SafeLoader, reason="libyaml fehlt: es gibt nur einen Leser")
def test_both_parsers_accept_and_refuse_the_same_files(profiltext: str) -> None:
    gezaehlt: Counter[bool] = Counter()

    @settings(FEST, max_examples=300)
    @given(SCHRITTE)
    def pruefe(schritte: list[tuple[Mutation, int, int]]) -> None:
        text = verstuemmle(profiltext, schritte)
        schnell = reader.read_text(text, "provider_data/p.yaml")
        rein = reader.read_text(text, "provider_data/p.yaml", loader=yaml.SafeLoader)
        for befund in (*schnell.befunde, *rein.befunde):
            pruefe_befund(befund, text)
        assert schnell.ok == rein.ok
        assert schnell.node == rein.node or not schnell.ok
        gezaehlt[schnell.ok] += 1

    pruefe()
    assert min(gezaehlt[True], gezaehlt[False]) >= 30


@pytest.mark.parametrize("wert", WERTE, ids=range(len(WERTE)))
def test_each_odd_value_in_the_place_of_each_scalar(umgebung: Any, profiltext: str, wert: str) -> None:
    """Every place once per odd value would take minutes; a stride still visits each place with some "
    "values."""
    stellen = list(re.finditer(r"(?<=: )[^,{}\[\]\n]+", profiltext))
    assert len(stellen) > 80
    for stelle in stellen[WERTE.index(wert) % 9 :: 9]:
        text = profiltext[: stelle.start()] + wert + profiltext[stelle.end() :]
        for befund in umgebung.lade(text).befunde:
            pruefe_befund(befund, text)
