"""The hash of the inputs searches files quickly; it must find what a plain search finds."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

from vertragsgen.output import eingaben
from vertragsgen.workspace import GEMEINSAME_DATEI, open_workspace

# With a look ahead: also where one date begins in another.
_DATUM = re.compile(rb"\b(?=(\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4})\b)")
_DATEI = re.compile(GEMEINSAME_DATEI.pattern.encode())
_TEILE = (b"_", b"a", b"-", b".yaml", b".y", b" ", b"_b" * 30, b"x" * 79)


def test_dates_are_those_of_a_plain_search() -> None:
    zufall = random.Random(1)
    gefunden = 0
    for _ in range(20_000):
        text = "".join(zufall.choice("0123..--_a \n1") for _ in range(zufall.randint(5, 60))).encode()
        assert sorted(eingaben._daten(text)) == sorted(_DATUM.findall(text)), text
        gefunden += len(_DATUM.findall(text))
    assert gefunden > 5


def test_shared_files_are_those_of_a_plain_search() -> None:
    zufall = random.Random(2)
    gefunden = 0
    for _ in range(20_000):
        text = b"".join(zufall.choice(_TEILE) for _ in range(zufall.randint(2, 12)))
        genannt = {name.decode() for name in _DATEI.findall(text)}
        assert eingaben._genannte(text) == genannt, text
        gefunden += len(genannt)
    assert gefunden > 1000


def test_a_date_counts_by_its_side_of_the_reference_date() -> None:
    text = b"von: 01.01.2019\nbis: 2019-12-31\nam: 05.06.2019\nnie: 31.02.2019\n"
    assert eingaben._inhalt(text, date(2019, 6, 5))[1] == "><="
    assert eingaben._inhalt(text, date(2020, 1, 1))[1] == "<<<"


def test_parts_of_a_document_are_kept_and_a_missing_one_is_told() -> None:
    stand = eingaben.Paketstand("", "", {("a", "k1"): "1", ("a", "k2"): "2"}, {"a": "r"})
    assert stand.verwendet("a", ["k2", "k1"]) == stand.verwendet("a", ["k1", "k2"]) == "a\nr\nk1\n1\nk2\n2"
    assert stand.verwendet("a", ["k3"]) is None
    assert stand.verwendet("b", []) is None


def test_the_state_of_the_templates_follows_every_file_and_none_is_a_state_too(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    leer = eingaben.templates_state(workspace)
    datei = workspace.templates_dir / "land" / "paket" / "klausel.md"
    datei.parent.mkdir(parents=True)
    assert eingaben.templates_state(workspace) == leer
    datei.write_text("eins", encoding="utf-8")
    eins = eingaben.templates_state(workspace)
    datei.write_text("zwei", encoding="utf-8")
    zwei = eingaben.templates_state(workspace)
    datei.rename(datei.with_name("andere.md"))
    assert len({leer, eins, zwei, eingaben.templates_state(workspace)}) == 4
