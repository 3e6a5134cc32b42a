"""Every branch of every clause gives a valid document: each condition once true, once false, each ``elif`` once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes, pass_context
from jinja2.runtime import Context

from tests.ablauf.conftest import ROOT, STICHTAG
from tests.audit.structure import audit_structure
from tests.audit.validators import validate_openxml_audit, validate_sdk
from vertragsgen.pipeline import Ergebnis, run
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.references import FUNCTIONS
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

PROFILE = open_workspace(ROOT).profile_ids()
# One profile has no cost sheet, the others have five files.
DOCX = 4 * len(PROFILE) - 1


def forced(tree: nodes.Template, branch: str) -> int:
    """Replace every condition: all true, all false, or the first false and the ``elif`` true."""
    count = 0
    for node in tree.find_all(nodes.If):
        if _is_condition_of_a_clause(node):
            continue  # it decides which clauses there are, and all of them shall be there
        count += 1
        node.test = nodes.Const(branch == "wahr").set_lineno(node.lineno)
        for elif_ in node.elif_:
            elif_.test = nodes.Const(branch != "falsch").set_lineno(node.lineno)
    return count


def _is_condition_of_a_clause(node: nodes.If) -> bool:
    body = node.body[0] if len(node.body) == 1 else None
    return isinstance(body, nodes.Output) and body.nodes == [nodes.TemplateData("1")]


@pass_context
def any_annex(context: Context, dokument: str) -> str:
    return dokument


@pytest.fixture(scope="module", params=["wahr", "falsch", "sonst"])
def documents(request: pytest.FixtureRequest) -> Iterator[tuple[dict[str, Ergebnis], int]]:
    counted = 0
    original = Umgebung.compile

    def compile_forced(self: Umgebung, source: Any, *args: Any, **options: Any) -> Any:
        nonlocal counted
        counted += forced(source, request.param)
        return original(self, source, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VERTRAGSGEN_CACHE", "aus")
        patch.setattr(Umgebung, "compile", compile_forced)
        # A forced branch may name an annex that this profile does not have.
        patch.setitem(FUNCTIONS, "anlage", any_annex)
        werkstatt = Werkstatt(open_workspace(ROOT))
        yield {name: run(werkstatt, name, stichtag=STICHTAG, entwurf=True) for name in PROFILE}, counted


def test_every_branch_is_well_built(documents: tuple[dict[str, Ergebnis], int]) -> None:
    ergebnisse, conditions = documents
    assert conditions >= 60
    assert len(ergebnisse) >= 4
    for name, ergebnis in ergebnisse.items():
        # What the rules say about a wording that no profile has is of no interest here.
        gescheitert = [befund.meldung for befund in ergebnis.befunde if befund.sperrt and befund.code.startswith("VG1")]
        assert gescheitert == [], name
        for datei, data in ergebnis.dateien.items():
            if datei.endswith(".docx"):
                # The placeholders of a draft are wanted here: forced branches print what a profile leaves empty.
                found = [text for text in audit_structure(data) if ": Platzhalter: " not in text]
                assert found == [], f"{name}/{datei}"


def flat(ergebnisse: dict[str, Ergebnis]) -> dict[str, bytes]:
    return {
        f"{profil}-{name}": data
        for profil, one in ergebnisse.items()
        for name, data in one.dateien.items()
        if Path(name).suffix == ".docx"
    }


def test_openxml_audit_finds_nothing_in_any_branch(documents: tuple[dict[str, Ergebnis], int]) -> None:
    files = flat(documents[0])
    found = validate_openxml_audit(files)
    assert len(found) == len(files) == DOCX
    assert {name: errors for name, errors in found.items() if errors} == {}


@pytest.mark.node
def test_the_open_xml_sdk_finds_nothing_in_any_branch(documents: tuple[dict[str, Ergebnis], int]) -> None:
    files = flat(documents[0])
    found = validate_sdk(files)
    assert len(found) == len(files) == DOCX
    assert {name: errors for name, errors in found.items() if errors} == {}
