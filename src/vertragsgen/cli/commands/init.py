"""``vertragsgen init``: a new workspace with templates and sample profiles that build at once."""

from __future__ import annotations

from pathlib import Path

import click

from vertragsgen.cli.bedienfehler import Bedienfehler
from vertragsgen.cli.befehl import Befehl

BEISPIELE = (
    ("vertragsgen init Vereinbarungen", "Den Ordner „Vereinbarungen“ anlegen und füllen."),
    ("vertragsgen init .", "Den leeren Ordner füllen, in dem Sie gerade sind."),
)

# Name in the package -> name in the workspace.
ZUSATZ = {
    "vertragsgen.yaml": "vertragsgen.yaml",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "requirements.txt": "requirements.txt",
    "github-vertraege.yml": ".github/workflows/vertraege.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
    "vscode-settings.json": ".vscode/settings.json",
    "vscode-extensions.json": ".vscode/extensions.json",
}


@click.command(
    "init",
    cls=Befehl,
    beispiele=BEISPIELE,
    short_help="Einen neuen Arbeitsbereich anlegen.",
)
@click.argument("ordner", metavar="ORDNER", type=click.Path(path_type=Path))
def befehl(ordner: Path) -> int:
    """Legt einen Arbeitsbereich an: Vorlagen, Beispielprofile, Einstellungen für Editor, Git und automatische Prüfung.

    Der Ordner muss leer sein oder noch nicht bestehen. Vorhandenes wird nie überschrieben.
    """
    import shutil

    from vertragsgen import __version__
    from vertragsgen.ausgeliefert import write_record
    from vertragsgen.cli.beilagen import ORDNER, arbeitsbereich, beilagen

    quelle = beilagen()
    if quelle is None:
        raise Bedienfehler("Die Vorlagen fehlen in dieser Installation. Bitte vertragsgen neu installieren.")
    if ordner.exists() and not ordner.is_dir():
        raise Bedienfehler(f"„{ordner}“ ist eine Datei, kein Ordner.")
    if ordner.is_dir() and any(ordner.iterdir()):
        raise Bedienfehler(f"Der Ordner „{ordner}“ ist nicht leer. Nennen Sie einen leeren oder neuen Ordner.")
    try:
        for name in ORDNER:
            shutil.copytree(quelle / name, ordner / name, ignore=shutil.ignore_patterns("__pycache__", "~$*", ".*"))
        write_record(ordner / "templates", __version__)
        for von, nach in ZUSATZ.items():
            ziel = ordner / nach
            ziel.parent.mkdir(parents=True, exist_ok=True)
            text = (arbeitsbereich() / von).read_text(encoding="utf-8")
            ziel.write_bytes(text.replace("{version}", __version__).encode("utf-8"))
    except OSError as fehler:
        from vertragsgen.dateien import warum

        raise Bedienfehler(f"Der Ordner „{ordner}“ lässt sich nicht füllen: {warum(fehler)}.") from fehler
    _melde(ordner)
    return 0


def _melde(ordner: Path) -> None:
    profile = sorted(p.stem for p in (ordner / "provider_data").glob("*.yaml") if not p.name.startswith("_"))
    click.echo(f"Der Arbeitsbereich „{ordner}“ ist angelegt.")
    click.echo(f"Beispielprofile in provider_data: {', '.join(profile) or 'keine'}")
    click.echo("\nSo geht es weiter:")
    if ordner.resolve() != Path.cwd():
        click.echo(f'  cd "{ordner}"')
    click.echo("  vertragsgen check")
    click.echo("  vertragsgen build")
