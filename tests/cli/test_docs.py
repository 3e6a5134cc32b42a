"""What the documents say is true: commands exist, keys exist, links lead somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from vertragsgen.cli import deutsch, schemata
from vertragsgen.cli.gruppe import gruppe
from vertragsgen.workspace import open_workspace

DOKUMENTE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/handbuch.md", "docs/glossar.md")
DOKUMENTE += ("docs/pruefung-in-ci.md", "docs/vorlagen.md")


def _codezeilen(text: str) -> Iterator[str]:
    """Lines inside fences and code spans between backticks."""
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from block.splitlines()
    ohne_bloecke = re.sub(r"^```\w*\n.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    yield from re.findall(r"`([^`\n]+)`", ohne_bloecke)


def _befehle(repo: Path) -> Iterator[tuple[str, list[str]]]:
    for name in DOKUMENTE:
        for zeile in _codezeilen((repo / name).read_text(encoding="utf-8")):
            teile = re.search(r"(?:^|&& |\.venv/bin/|py -m )vertragsgen ([a-z-].*)$", zeile)
            if teile:
                befehl = re.sub(r"\[|\]|…|→.*", "", teile[1])
                yield f"{name}: {zeile}", shlex.split(befehl, comments=True)


def test_every_command_in_the_documents_is_understood(repo: Path) -> None:
    # click keeps the help option it makes here, with its text, for the tests after this one.
    deutsch.einschalten()
    geprueft = 0
    for wo, args in _befehle(repo):
        try:
            with gruppe.make_context("vertragsgen", list(args)) as ctx:
                worte = [*ctx._protected_args, *ctx.args]
                name, befehl, rest = gruppe.resolve_command(ctx, worte)
                assert befehl is not None, wo
                befehl.make_context(name, rest, parent=ctx)
        except click.exceptions.Exit:
            pass
        except click.ClickException as fehler:
            pytest.fail(f"{wo}: {fehler.format_message()}")
        geprueft += 1
    assert geprueft >= 25


def test_the_readme_has_exactly_two_set_up_commands_and_ci_runs_them(repo: Path) -> None:
    readme = (repo / "README.md").read_text(encoding="utf-8")
    assert readme.count("```sh\n") == 2
    marken = re.findall(r"^<!-- (\w+) -->\n```sh\n(.+)\n```$", readme, re.MULTILINE)
    assert [marke for marke, _ in marken] == ["beispiele", "tests"]
    ci = (repo / ".ci" / "run").read_text(encoding="utf-8")
    for marke, befehl in marken:
        assert f"readme_befehl {marke}" in ci
        assert "\n" not in befehl


@pytest.mark.parametrize("name", DOKUMENTE)
def test_links_lead_somewhere(repo: Path, name: str) -> None:
    datei = repo / name
    text = datei.read_text(encoding="utf-8")
    anker = {_anker(zeile.lstrip("#").strip()) for zeile in text.splitlines() if zeile.startswith("#")}
    for ziel in re.findall(r"\]\(([^)]+)\)", text):
        if ziel.startswith("#"):
            assert ziel[1:] in anker, ziel
        elif not ziel.startswith("http"):
            assert (datei.parent / ziel).exists(), ziel


def _anker(ueberschrift: str) -> str:
    """The anchor GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", ueberschrift.lower()).replace(" ", "-")


def _aufgeloest(schema: dict[str, Any], wurzel: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schema itself and what it may stand for: references, alternatives, entries of a list."""
    if "$ref" in schema:
        teil: Any = wurzel
        for stueck in schema["$ref"].removeprefix("#/").split("/"):
            teil = teil[stueck]
        yield from _aufgeloest(teil, wurzel)
        return
    yield schema
    for name in ("anyOf", "oneOf", "allOf"):
        for unter in schema.get(name, ()):
            yield from _aufgeloest(unter, wurzel)
    if isinstance(schema.get("items"), dict):
        yield from _aufgeloest(schema["items"], wurzel)


def _hat(schema: dict[str, Any], pfad: list[str], wurzel: dict[str, Any]) -> bool:
    if not pfad:
        return True
    return any(
        pfad[0] in form.get("properties", {}) and _hat(form["properties"][pfad[0]], pfad[1:], wurzel)
        for form in _aufgeloest(schema, wurzel)
    )


def _glossarpfade(repo: Path) -> Iterator[str]:
    """The paths of the third column that belong to a profile; a path beginning with a dot goes on from the last."""
    for zeile in (repo / "docs" / "glossar.md").read_text(encoding="utf-8").splitlines():
        spalten = [spalte.strip() for spalte in re.split(r"(?<!\\)\|", zeile)[1:-1]]
        if len(spalten) < 4 or spalten[2] in ("Schlüssel", "---"):
            continue
        letzter = ""
        for stueck in spalten[2].split(";"):
            if stueck.strip().startswith(("Paket:", "Dokument", "überschreibbar", "Text")):
                continue
            for pfad in re.findall(r"`(\.?[a-z_]+(?:\[\])?(?:\.[a-z_]+(?:\[\])?)*)(?:: [a-z]+)?`", stueck):
                ganz = letzter.rsplit(".", 1)[0] + pfad if pfad.startswith(".") else pfad
                letzter = ganz
                yield ganz


# Values and neighbours named beside a path, and a component of a package that is still to come.
KEINE_PFADE = {"art", "betrag", "fachkraft", "nichtfachkraft", "null", "verguetung.saetze[].leistungspauschale"}


def test_the_keys_of_the_glossary_exist(repo: Path) -> None:
    alle = [macher() for macher in schemata.profile(open_workspace(repo)).values()]
    pfade = [pfad for pfad in _glossarpfade(repo) if pfad not in KEINE_PFADE]
    assert len(pfade) >= 50
    fehlend = [
        pfad for pfad in pfade if not any(_hat(schema, pfad.replace("[]", "").split("."), schema) for schema in alle)
    ]
    assert fehlend == []
