"""Opens a page in headless Chromium, runs a script in it and reads what it returns."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

_SCHALTER = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-extensions",
    "--no-first-run",
    "--hide-scrollbars",
    "--enable-logging=stderr",
    # Whatever the page asks for besides itself fails, and is then in the log.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--virtual-time-budget=4000",
)
_RAHMEN = """<script>
"use strict";
window.addEventListener("load", async () => {
  const aus = document.createElement("pre");
  aus.id = "antwort";
  try { aus.textContent = JSON.stringify(await (async () => { %s })()); }
  catch (fehler) { aus.textContent = JSON.stringify({fehler: String(fehler)}); }
  document.body.append(aus);
});
</script>"""
_ANTWORT = re.compile(r'<pre id="antwort">(.*?)</pre>', re.DOTALL)
_KONSOLE = re.compile(r':CONSOLE[:(]\d+\)?\] "(.*?)", source', re.DOTALL)


class Browser:
    """One Chromium with a profile folder of its own; each question is a new process."""

    def __init__(self, programm: str, ordner: Path) -> None:
        self.programm, self.ordner = programm, ordner

    def frage(self, seite: Path, skript: str, breite: int = 1440, hoehe: int = 900) -> Any:
        """The value that ``skript`` (body of an async function) returns once ``seite`` is loaded.

        Anything in the console, and any resource besides the page itself, fails the test.
        """
        kopie = seite.with_name(f"frage-{seite.name}")
        text = seite.read_text(encoding="utf-8")
        assert "</body>" in text
        skript = f"const antwort = await (async () => {{ {skript} }})(); return {{antwort, anfragen: {_ANFRAGEN}}};"
        kopie.write_text(text.replace("</body>", _RAHMEN % skript + "</body>"), encoding="utf-8")
        lauf = self._lauf(kopie, breite, hoehe, "--dump-dom")
        meldungen = _KONSOLE.findall(lauf.stderr)
        assert not meldungen, meldungen
        treffer = _ANTWORT.findall(lauf.stdout)
        assert treffer, lauf.stderr[-2000:]
        antwort = json.loads(html.unescape(treffer[-1]))
        assert "fehler" not in antwort, antwort
        assert antwort["anfragen"] == []
        return antwort.get("antwort")

    def bild(self, seite: Path, ziel: Path, breite: int = 1440, hoehe: int = 900) -> None:
        """A picture of the first screen."""
        self._lauf(seite, breite, hoehe, f"--screenshot={ziel}")

    def _lauf(self, seite: Path, breite: int, hoehe: int, *schalter: str) -> subprocess.CompletedProcess[str]:
        befehl = [
            self.programm,
            *_SCHALTER,
            f"--user-data-dir={self.ordner}",
            f"--window-size={breite},{hoehe}",
            *schalter,
            seite.resolve().as_uri(),
        ]
        lauf = subprocess.run(befehl, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
        assert lauf.returncode == 0, lauf.stderr[-2000:]
        return lauf


_ANFRAGEN = 'performance.getEntriesByType("resource").map(e => e.name)'
