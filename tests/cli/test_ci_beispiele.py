"""The jobs of docs/pruefung-in-ci.md and the hook are valid YAML, and their commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import yaml

from vertragsgen.cli.gruppe import gruppe


def verstanden(zeile: str) -> None:
    befehl = zeile.split(" > ")[0].removeprefix("vertragsgen ")
    with gruppe.make_context("vertragsgen", shlex.split(befehl)) as ctx:
        name, unter, rest = gruppe.resolve_command(ctx, [*ctx._protected_args, *ctx.args])
        assert unter is not None
        unter.make_context(name, rest, parent=ctx)


def bloecke(repo: Path) -> list[Any]:
    text = (repo / "docs" / "pruefung-in-ci.md").read_text(encoding="utf-8")
    return [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", text, re.M | re.S)]


def test_the_jobs_call_commands_that_exist(repo: Path) -> None:
    github, gitlab, precommit = bloecke(repo)
    schritte = [schritt["run"] for schritt in github["jobs"]["pruefen"]["steps"] if "run" in schritt]
    zeilen = [zeile.removesuffix(" || true") for zeile in (*schritte, *gitlab["vertraege-pruefen"]["script"])]
    befehle = [zeile for zeile in zeilen if zeile.startswith("vertragsgen ")]
    assert len(befehle) == 4
    for befehl in befehle:
        verstanden(befehl)
    [hook] = precommit["repos"][0]["hooks"]
    assert hook["id"] in {eintrag["id"] for eintrag in hooks(repo)}


def hooks(repo: Path) -> list[dict[str, Any]]:
    eintraege: list[dict[str, Any]] = yaml.safe_load((repo / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return eintraege


def test_the_hook_runs_where_something_of_the_workspace_changes(repo: Path) -> None:
    [hook] = hooks(repo)
    assert {"id", "name", "entry", "language", "files", "pass_filenames"} <= set(hook)
    verstanden(hook["entry"])
    muster = re.compile(hook["files"])
    pfade = ("vertragsgen.yaml", "provider_data/a.yaml", "x/provider_data/_b.yaml", "templates/l/p/klauseln/v/k.md")
    for pfad in pfade:
        assert muster.search(pfad), pfad
    for pfad in ("README.md", "output/a/vereinbarung.docx", "src/a.yaml"):
        assert not muster.search(pfad), pfad


def test_wrong_commands_are_seen() -> None:
    try:
        verstanden("vertragsgen check --format xml")
    except click.ClickException:
        return
    raise AssertionError("not seen")
