"""The order of the layers, and what must not appear in the code, read from the syntax trees of all files."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from vertragsgen import werkzeug

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "vertragsgen"

# From the top down; what stands in one line does not know each other.
ORDNUNG: tuple[frozenset[str], ...] = tuple(
    frozenset(zeile.split("|"))
    for zeile in (
        "__main__",
        "cli",
        "api",
        "review",
        "output",
        "muster",
        "pipeline",
        "werkstatt",
        "inspection",
        "rendering",
        "checks",
        "calculation",
        "profile",
        "package",
        "workspace|ausgeliefert|werkzeug",
        "source|linearise",
        "notation",
        "money",
        "diagnostics|speicher|ablage|dateien",
    )
)
RANG = {name: rang for rang, namen in enumerate(ORDNUNG) for name in namen}


class Datei(NamedTuple):
    """One Python file: its path below src/vertragsgen, its layer, its text and tree."""

    pfad: str
    schicht: str
    text: str
    baum: ast.Module


def _dateien() -> list[Datei]:
    ergebnis = []
    for pfad in sorted(SRC.rglob("*.py")):
        relativ = pfad.relative_to(SRC)
        text = pfad.read_text(encoding="utf-8")
        schicht = relativ.parts[0].removesuffix(".py")
        ergebnis.append(Datei(relativ.as_posix(), schicht, text, ast.parse(text)))
    return ergebnis


DATEIEN = _dateien()


def importe(datei: Datei) -> Iterator[tuple[int, str]]:
    """Line and absolute name of every import, also of those inside functions and for type checking."""
    teile = ("vertragsgen", *datei.pfad.removesuffix(".py").split("/"))
    for knoten in ast.walk(datei.baum):
        if isinstance(knoten, ast.Import):
            for name in knoten.names:
                yield knoten.lineno, name.name
        elif isinstance(knoten, ast.ImportFrom):
            basis = ".".join(teile[: -knoten.level]) + "." if knoten.level else ""
            stamm = (basis + (knoten.module or "")).rstrip(".")
            for name in knoten.names:
                yield knoten.lineno, f"{stamm}.{name.name}"


def verstoesse(datei: Datei) -> list[str]:
    """The imports of ``datei`` that go upwards or sideways."""
    gefunden = []
    for zeile, name in importe(datei):
        teile = name.split(".")
        if teile[0] != "vertragsgen" or len(teile) < 2 or teile[1] not in RANG:
            continue
        ziel = teile[1]
        if ziel != datei.schicht and RANG[ziel] <= RANG[datei.schicht]:
            gefunden.append(f"{datei.pfad}:{zeile}: {datei.schicht} darf {ziel} nicht kennen")
    return gefunden


def test_the_files_are_found_and_every_one_belongs_to_a_layer() -> None:
    assert len(DATEIEN) >= 60
    unbekannt = [d.pfad for d in DATEIEN if d.schicht not in RANG and d.pfad != "__init__.py"]
    assert unbekannt == []


def test_imports_go_down_only() -> None:
    pruefbar = [datei for datei in DATEIEN if datei.schicht in RANG]
    assert sum(1 for datei in pruefbar for _ in importe(datei)) > 300
    assert [verstoss for datei in pruefbar for verstoss in verstoesse(datei)] == []


@pytest.mark.parametrize(
    ("schicht", "quelltext"),
    [
        ("diagnostics", "from vertragsgen.money import runde"),
        ("money", "def f():\n    import vertragsgen.notation"),
        ("checks", "from ..rendering import docx"),
        ("linearise", "from vertragsgen import source"),
    ],
)
def test_an_import_upwards_or_sideways_is_seen(schicht: str, quelltext: str) -> None:
    datei = Datei(f"{schicht}/beispiel.py", schicht, quelltext, ast.parse(quelltext))
    assert len(verstoesse(datei)) == 1


@pytest.mark.parametrize(
    ("bibliothek", "heimat"),
    [
        ("docxtpl", "rendering/docx"),
        ("yaml", "source/"),
        ("ruamel", "source/"),
        ("click", "cli/"),
        ("xlsxwriter", "rendering/xlsx"),
    ],
)
def test_a_library_has_one_home(bibliothek: str, heimat: str) -> None:
    fremd = [
        f"{datei.pfad}:{zeile}"
        for datei in DATEIEN
        for zeile, name in importe(datei)
        if name.split(".")[0] == bibliothek and not datei.pfad.startswith(heimat)
    ]
    assert fremd == []


# Where the name of the distribution is not the name of the import. python-docx comes in through docxtpl.
IMPORTNAME = {
    "markdown-it-py": "markdown_it",
    "mdit-py-plugins": "mdit_py_plugins",
    "python-stdnum": "stdnum",
    "pyyaml": "yaml",
}
NUR_MITTELBAR = {"python-docx"}
TEILE_VON = {"pydantic_core": "pydantic", "annotated_types": "pydantic"}


def test_the_dependencies_are_what_the_code_imports() -> None:
    projekt = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    namen = {re.split(r"[<>=]", zeile)[0].lower() for zeile in projekt["dependencies"]} - NUR_MITTELBAR
    erklaert = {IMPORTNAME.get(name, name) for name in namen}
    benutzt = {name.split(".")[0] for datei in DATEIEN for _, name in importe(datei)}
    fremd = {TEILE_VON.get(name, name) for name in benutzt - sys.stdlib_module_names - {"vertragsgen"}}
    assert fremd == erklaert


def test_the_state_of_the_tool_leaves_out_only_what_lies_above_the_documents() -> None:
    oben = set(werkzeug._OBERSTE) - {"__pycache__"}
    assert oben == {"api", "cli", "review"}
    assert all(RANG[name] < RANG["output"] for name in oben)
    # Left out by name at any depth: so no room below may have a folder of that name.
    assert [ordner for name in oben for ordner in SRC.rglob(name) if ordner.parent != SRC] == []


def test_no_clock_and_no_chance_below_the_command_line() -> None:
    gefunden = []
    for datei in DATEIEN:
        if datei.schicht == "cli":
            continue
        gefunden += [
            f"{datei.pfad}:{zeile}: {name}"
            for zeile, name in importe(datei)
            if name.split(".")[0] in ("random", "secrets", "uuid")
        ]
        gefunden += [
            f"{datei.pfad}:{knoten.lineno}: {knoten.attr}"
            for knoten in ast.walk(datei.baum)
            if isinstance(knoten, ast.Attribute) and knoten.attr in ("today", "now", "utcnow", "localtime")
        ]
    assert gefunden == []


def test_no_land_and_no_provider_in_the_code() -> None:
    namen = re.compile(r"bremen|hamburg|regenbogen", re.IGNORECASE)
    gefunden = [
        f"{datei.pfad}:{nummer}"
        for datei in DATEIEN
        for nummer, zeile in enumerate(datei.text.splitlines(), 1)
        if namen.search(zeile)
    ]
    assert gefunden == []


def _eigenschaften(schema: object) -> Iterator[str]:
    """All property names of a JSON Schema, at any depth."""
    if isinstance(schema, dict):
        for name, unter in schema.get("properties", {}).items():
            yield name
            yield from _eigenschaften(unter)
        yield from _eigenschaften(schema.get("items"))


# Words that also mean something else in the code: the tag of a template or an XML element, the level of a heading.
ANDERS_GEMEINT = {"tag", "ebene"}


def _paketeigene_schluessel() -> set[str]:
    """The keys under ``angaben`` of all packages that neither a core section nor every manifest uses as well."""
    from vertragsgen.package.manifest import Manifest
    from vertragsgen.profile.model import Profil
    from vertragsgen.source.validate import json_schema

    kern = {name for modell in (Profil, Manifest) for name in _eigenschaften_mit_defs(json_schema(modell))}
    manifeste = sorted((ROOT / "templates").glob("*/*/paket.yaml"))
    assert manifeste, "kein Vorlagenpaket gefunden"
    schluessel = {
        name
        for manifest in manifeste
        for name in _eigenschaften(yaml.safe_load(manifest.read_text(encoding="utf-8")).get("angaben"))
    }
    assert len(schluessel) >= 3
    return schluessel - kern - ANDERS_GEMEINT


def _eigenschaften_mit_defs(schema: dict[str, object]) -> Iterator[str]:
    yield from _eigenschaften(schema)
    defs = schema.get("$defs", {})
    assert isinstance(defs, dict)
    for unter in defs.values():
        yield from _eigenschaften(unter)


def test_no_key_of_a_single_package_in_the_code() -> None:
    schluessel = _paketeigene_schluessel()
    gefunden = []
    for datei in DATEIEN:
        for knoten in ast.walk(datei.baum):
            if isinstance(knoten, ast.Constant) and isinstance(knoten.value, str):
                wort = knoten.value
            elif isinstance(knoten, ast.Attribute):
                wort = knoten.attr
            elif isinstance(knoten, ast.keyword):
                wort = knoten.arg or ""
            else:
                continue
            if wort in schluessel:
                gefunden.append(f"{datei.pfad}:{knoten.lineno}: {wort}")
    assert gefunden == []
