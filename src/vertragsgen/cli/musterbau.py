"""``build --muster``: which packages and options are meant, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vertragsgen.cli import belegung
from vertragsgen.cli.bedienfehler import Bedienfehler, meinten_sie
from vertragsgen.cli.konsole import drucke

if TYPE_CHECKING:
    from vertragsgen.api import Bauergebnis
    from vertragsgen.cli.kontext import Kontext
    from vertragsgen.workspace import Workspace


def baue(
    kontext: Kontext,
    pakete: Sequence[str],
    optionen: Sequence[str],
    *,
    dokumente: Sequence[str],
    force: bool,
) -> tuple[Workspace, Bauergebnis]:
    """Build the forms of the named packages; unknown packages, documents and options are wrong use."""
    from vertragsgen import api

    workspace = kontext.workspace()
    namen = [paket_name(workspace, name) for name in dict.fromkeys(pakete)]
    with belegung.nicht_belegt():
        bau = api.build_muster(
            workspace,
            namen,
            optionen=_optionen(optionen),
            dokumente=dokumente,
            force=force,
            warten=belegung.WARTEN,
            melde=belegung.melde,
        )
    return workspace, bau


def paket_name(workspace: Workspace, name: str) -> str:
    """The id of a package of the workspace; a path to its folder is understood, too."""
    bekannte = workspace.packages()
    gesucht = name.replace("\\", "/").strip("/").removeprefix(f"{workspace.einstellungen.vorlagen}/")
    if gesucht in bekannte:
        return gesucht
    # The name of the package alone is enough where it is unique.
    gleiche = [paket for paket in bekannte if paket.rpartition("/")[2] == gesucht]
    hinweis = f" Meinten Sie „{gleiche[0]}“?" if len(gleiche) == 1 else meinten_sie(gesucht, bekannte)
    vorhanden = ", ".join(bekannte) or "keines"
    raise Bedienfehler(f"Das Vorlagenpaket „{name}“ gibt es nicht.{hinweis}\nVorhanden: {vorhanden}")


def _optionen(angaben: Sequence[str]) -> dict[str, str]:
    ergebnis: dict[str, str] = {}
    for angabe in angaben:
        name, gleich, wert = angabe.partition("=")
        if not gleich or not name.strip() or not wert.strip():
            raise Bedienfehler(f"„{angabe}“ ist keine Option der Form NAME=WERT, zum Beispiel: fassung=historisch")
        ergebnis[name.strip()] = wert.strip()
    return ergebnis


def pruefe_aufruf(
    profile: Sequence[str], formate: Sequence[str], optionen: Sequence[str], muster: Sequence[str], *, entwurf: bool
) -> None:
    """Refuse what does not go together."""
    if optionen and not muster:
        raise Bedienfehler("„--option“ gehört zu „--muster“; in Profilen stehen Optionen in der Datei.")
    if not muster:
        return
    if profile:
        raise Bedienfehler("Ein Muster braucht kein Profil: Nennen Sie entweder Profile oder „--muster PAKET“.")
    if entwurf:
        raise Bedienfehler("„--muster“ und „--entwurf“ schließen einander aus.")
    if formate and "docx" not in formate:
        raise Bedienfehler("Muster gibt es nur als Word-Dateien (docx).")


def melde(workspace: Workspace, bau: Bauergebnis) -> None:
    """Findings, table and counts for the terminal."""
    from vertragsgen.cli import bauausgabe

    drucke(bauausgabe.befunde(bau, workspace.root))
    drucke(bauausgabe.tabelle(bau, workspace.root, einzahl="Muster", mehrzahl="Mustern"))
