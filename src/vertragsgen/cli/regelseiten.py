"""The pages of all codes as Markdown files: one each, and an index by group."""

from __future__ import annotations

import re
from pathlib import Path

from vertragsgen.checks.ladebefunde import ladeschwere
from vertragsgen.inspection import codes, explain, finde_regel

INDEX = "README.md"
GRUPPEN = {
    "1": "Lesen, Laden, Schreiben",
    "2": "Vergütung",
    "3": "Termine",
    "4": "Recht",
    "5": "Plätze und Personal",
    "6": "Form und Kennungen",
    "7": "Paket und Dokument",
}
_KOPF = "<!-- Erzeugt mit „vertragsgen explain --schreiben docs/regeln“; nicht von Hand ändern. -->\n\n"
_EINLEITUNG = (
    "Jede Meldung trägt einen Code. Ihre Seite zeigt auch `vertragsgen explain VG201`. Eine Ausnahme nimmt einen "
    "Befund mit Grund und Frist hin (im Profil unter `ausnahmen:`); bei Rechnung, Schreibweise, Platzhaltern und "
    "Verweisen gibt es keine."
)
_UEBERSCHRIFT = re.compile(r"(\w+): (.*)")
_SONDERZEICHEN = re.compile(r"([\\`*_\[\]<>|#])")


def seiten() -> dict[str, str]:
    """File name -> text of every page, the index first."""
    alle = {f"{code}.md": _KOPF + _seite(code) for code in codes()}
    return {INDEX: _KOPF + _index(), **alle}


def schreibe(ordner: Path) -> list[str]:
    """Write the pages to a folder and take away pages of codes that are gone; names of what changed."""
    ordner.mkdir(parents=True, exist_ok=True)
    neu = seiten()
    geaendert = []
    for name, text in neu.items():
        ziel, inhalt = ordner / name, text.encode()
        if not ziel.is_file() or ziel.read_bytes() != inhalt:
            ziel.write_bytes(inhalt)
            geaendert.append(name)
    for alt in sorted(ordner.glob("VG[0-9][0-9][0-9].md")):
        if alt.name not in neu:
            alt.unlink()
            geaendert.append(alt.name)
    return geaendert


def _seite(code: str) -> str:
    seite = explain(code)
    assert seite is not None, code
    kopf, schwere, _, *zeilen = seite.rstrip().split("\n")
    absaetze: list[str] = []
    for zeile in zeilen:
        treffer = _UEBERSCHRIFT.match(zeile)
        if treffer:
            absaetze.append(f"**{treffer[1]}:** {_text(treffer[2])}")
        elif zeile.strip() and absaetze:
            absaetze[-1] += " " + _text(zeile.strip())
    return "\n\n".join([f"# {_text(kopf)}", _text(schwere), *absaetze]) + "\n"


def _index() -> str:
    teile = ["# Regeln und Meldungen", _EINLEITUNG]
    for ziffer, titel in GRUPPEN.items():
        gruppe = [code for code in codes() if code.startswith(f"VG{ziffer}")]
        if gruppe:
            zeilen = ["| Code | Regel | Schwere | Ausnahme |", "|---|---|---|---|", *map(_zeile, gruppe)]
            teile += [f"## {titel}", "\n".join(zeilen)]
    return "\n\n".join(teile) + "\n"


def _zeile(code: str) -> str:
    regel = finde_regel(code)
    titel = (explain(code) or "").partition("\n")[0].partition(" · ")[2]
    schwere = (regel.schwere if regel else ladeschwere(code)).value
    ausnahme = "möglich" if regel and regel.ausnahmefaehig else "–"
    return f"| [{code}]({code}.md) | {_text(titel)} | {schwere} | {ausnahme} |"


def _text(text: str) -> str:
    """Text as Markdown shows it letter by letter."""
    return _SONDERZEICHEN.sub(r"\\\1", text)
