"""Puts a rendered report into the pull request: one comment, updated in place. Standard library only.

    python kommentar.py bericht/kommentar.md [--plattform github|gitlab]

Runs where it may write, so the file is not trusted: it comes from the run of somebody's branch. Only text that
vertragsgen itself could have written is passed on: no links, no mentions, no pictures, no foreign tags.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

MARKE = "<!-- vertragsgen:diff v1 -->"
GRENZEN = {"github": 65_536, "gitlab": 1_000_000}
_TAGS = re.compile(r"</?(?:details|summary|del|ins|sub|span)>|<br>")
_ENTITAETEN = re.compile(r"&(?:amp|lt|gt|quot);")
_VERBOTEN = (
    (re.compile(r"@\w"), "eine Erwähnung"),
    (re.compile(r"[a-z][a-z0-9+.-]*://|\bwww\.|\b(?:mailto|xmpp|javascript|data):\w", re.IGNORECASE), "eine Adresse"),
    (re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]"), "ein Steuerzeichen"),
)


class Abgelehnt(Exception):
    """The file is not one that vertragsgen writes."""


def lies(pfad: Path, grenze: int) -> str:
    """The text of the comment; raises :class:`Abgelehnt`."""
    if pfad.is_symlink() or not pfad.is_file():
        raise Abgelehnt("Der Bericht fehlt oder ist keine gewöhnliche Datei.")
    if pfad.stat().st_size > 4 * grenze:
        raise Abgelehnt("Der Bericht ist zu groß.")
    try:
        text = pfad.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise Abgelehnt("Der Bericht ist kein UTF-8-Text.") from None
    pruefe(text, grenze)
    return text


def pruefe(text: str, grenze: int) -> None:
    """Raises :class:`Abgelehnt` for anything the writer of reports does not produce."""
    if not text.startswith(MARKE + "\n"):
        raise Abgelehnt("Der Bericht beginnt nicht mit seiner Kennzeile.")
    rumpf = text.removeprefix(MARKE)
    if len(text) > grenze:
        raise Abgelehnt(f"Der Bericht hat mehr als {grenze} Zeichen.")
    if "<" in _TAGS.sub("", rumpf):
        raise Abgelehnt("Der Bericht enthält fremdes HTML.")
    if "&" in _ENTITAETEN.sub("", rumpf):
        raise Abgelehnt("Der Bericht enthält ein fremdes Zeichenkürzel.")
    for muster, was in _VERBOTEN:
        if muster.search(rumpf):
            raise Abgelehnt(f"Der Bericht enthält {was}.")
    # A line that opens with a tag of this kind is no Markdown; brackets in it are only brackets.
    markdown = "\n".join(zeile for zeile in rumpf.split("\n") if not zeile.startswith("<details><summary>"))
    if re.search(r"[\[\]`]", re.sub(r"\\.", "", markdown)):
        raise Abgelehnt("Der Bericht enthält einen Verweis oder Code.")


class Netz:
    """The platform's interface: JSON in, JSON out."""

    def __init__(self, adresse: str, kopf: dict[str, str]) -> None:
        self.adresse, self.kopf = adresse.rstrip("/"), kopf

    def rufe(self, art: str, weg: str, daten: dict[str, Any] | None = None) -> Any:
        """One request; a failure raises ``urllib.error.HTTPError``."""
        inhalt = None if daten is None else json.dumps(daten).encode()
        kopf = {"Content-Type": "application/json", "User-Agent": "vertragsgen", **self.kopf}
        anfrage = urllib.request.Request(self.adresse + weg, inhalt, kopf, method=art)
        with urllib.request.urlopen(anfrage, timeout=30) as antwort:
            return json.loads(antwort.read() or b"null")

    def alle(self, weg: str) -> Any:
        """The entries of all pages of a list."""
        trenner = "&" if "?" in weg else "?"
        for seite in range(1, 51):
            eintraege = self.rufe("GET", f"{weg}{trenner}per_page=100&page={seite}")
            yield from eintraege
            if len(eintraege) < 100:
                return


def github(text: str, umgebung: dict[str, str]) -> str:
    """Creates or updates the comment; says what was done."""
    netz = Netz(
        umgebung.get("GITHUB_API_URL", "https://api.github.com"),
        {"Authorization": f"Bearer {umgebung['GITHUB_TOKEN']}", "Accept": "application/vnd.github+json"},
    )
    ereignis = json.loads(Path(umgebung["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    wurzel = f"/repos/{umgebung['GITHUB_REPOSITORY']}"
    nummer = pull_request(netz, wurzel, ereignis)
    if nummer is None:
        return "Kein offener Pull Request zu diesem Lauf; nichts kommentiert."
    for kommentar in netz.alle(f"{wurzel}/issues/{nummer}/comments"):
        # Only our own: anybody may write the marker into a comment.
        if str(kommentar.get("body", "")).startswith(MARKE) and kommentar["user"]["type"] == "Bot":
            netz.rufe("PATCH", f"{wurzel}/issues/comments/{int(kommentar['id'])}", {"body": text})
            return f"Kommentar in #{nummer} aktualisiert."
    netz.rufe("POST", f"{wurzel}/issues/{nummer}/comments", {"body": text})
    return f"Kommentar in #{nummer} angelegt."


def pull_request(netz: Netz, wurzel: str, ereignis: dict[str, Any]) -> int | None:
    """The number, from the event alone: what the artefact says of itself does not count."""
    if "pull_request" in ereignis:
        return int(ereignis["pull_request"]["number"])
    lauf = ereignis["workflow_run"]
    kopf = urllib.parse.quote(f"{lauf['head_repository']['owner']['login']}:{lauf['head_branch']}", safe="")
    for eintrag in netz.alle(f"{wurzel}/pulls?state=open&head={kopf}"):
        # A later push has its own run; an old report must not replace a newer one.
        if eintrag["head"]["sha"] == lauf["head_sha"]:
            return int(eintrag["number"])
    return None


def gitlab(text: str, umgebung: dict[str, str]) -> str:
    """The same as a note of a merge request; needs a token that may write notes."""
    netz = Netz(umgebung["CI_API_V4_URL"], {"PRIVATE-TOKEN": umgebung["VERTRAGSGEN_TOKEN"]})
    projekt, nummer = int(umgebung["CI_PROJECT_ID"]), int(umgebung["CI_MERGE_REQUEST_IID"])
    weg = f"/projects/{projekt}/merge_requests/{nummer}/notes"
    ich = netz.rufe("GET", "/user")["id"]
    for notiz in netz.alle(weg):
        if str(notiz.get("body", "")).startswith(MARKE) and notiz["author"]["id"] == ich:
            netz.rufe("PUT", f"{weg}/{int(notiz['id'])}", {"body": text})
            return f"Kommentar in !{nummer} aktualisiert."
    netz.rufe("POST", weg, {"body": text})
    return f"Kommentar in !{nummer} angelegt."


def main(argumente: list[str] | None = None) -> int:
    """The command; see the module."""
    parser = argparse.ArgumentParser(description="Bericht als Kommentar")
    parser.add_argument("datei", type=Path)
    parser.add_argument("--plattform", choices=sorted(GRENZEN), default="github")
    wahl = parser.parse_args(argumente)
    try:
        text = lies(wahl.datei, GRENZEN[wahl.plattform])
    except Abgelehnt as grund:
        print(f"Nichts kommentiert. {grund}", file=sys.stderr)
        return 1
    sende = github if wahl.plattform == "github" else gitlab
    print(sende(text, dict(os.environ)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
