"""The text layer of a PDF as lines, for reading beside a Word document."""

from __future__ import annotations

import io
import logging

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.linearise import Art, Eigenschaften, Linearisierung, Zeile
from vertragsgen.linearise.package import MAX_FILE

ANFANG = b"%PDF-"
_SEITEN = 2_000


def ist_pdf(data: bytes) -> bool:
    """True for the bytes of a PDF (its mark stands within the first kilobyte)."""
    return ANFANG in data[:1024]


def lies_pdf(data: bytes, name: str = "") -> Linearisierung:
    """The lines of the text layer with page and line; what cannot be read is a finding (VG101).

    Pages without text (scans) are named: their content is compared with nothing.
    """
    if len(data) > MAX_FILE:
        return _unlesbar(f"Die Datei ist größer als {MAX_FILE // 2**20} MiB.", name)
    import pypdf

    # pypdf repeats on the log what it repairs; the reader gets text or a finding.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        leser = pypdf.PdfReader(io.BytesIO(data))
        if leser.is_encrypted and not leser.decrypt(""):
            return _unlesbar("Die PDF-Datei ist mit einem Kennwort geschützt.", name)
        if len(leser.pages) > _SEITEN:
            return _unlesbar(f"Die PDF-Datei hat mehr als {_SEITEN} Seiten.", name)
        seiten = [seite.extract_text() or "" for seite in leser.pages]
        titel = str((leser.metadata and leser.metadata.title) or "")
    # A damaged PDF raises whatever its bytes lead to inside pypdf, from KeyError to RecursionError.
    except Exception:
        return _unlesbar("Die PDF-Datei ist beschädigt.", name)
    zeilen: list[Zeile] = []
    leer: list[str] = []
    for nummer, seite in enumerate(seiten, start=1):
        texte = [text for text in (zeile.strip() for zeile in seite.splitlines()) if text]
        if not texte:
            leer.append(str(nummer))
        zeilen += [
            Zeile(f"Seite {nummer}, Zeile {k}", Art.ABSATZ, text, f"Seite {nummer}") for k, text in enumerate(texte, 1)
        ]
    befunde = (_ohne_text(leer, len(seiten), name),) if leer else ()
    return Linearisierung(tuple(zeilen), Eigenschaften(titel=titel), befunde)


def _ohne_text(leer: list[str], seiten: int, name: str) -> Befund:
    if len(leer) == seiten:
        was = "Die PDF-Datei enthält keinen Text, nur Bilder (ein Scan)."
    elif len(leer) == 1:
        was = f"Seite {leer[0]} der PDF-Datei enthält keinen Text, nur Bilder (ein Scan)."
    else:
        was = (
            f"Die Seiten {', '.join(leer[:-1])} und {leer[-1]} der PDF-Datei enthalten keinen Text, nur Bilder (Scans)."
        )
    return Befund(
        "VG101",
        Schwere.WARNUNG,
        f"{was} Diese Seiten lassen sich nicht lesen und nicht vergleichen.",
        Mark(name, 1, 1) if name else None,
        "Lassen Sie sich eine PDF-Datei mit Text oder die Word-Datei geben, oder lesen Sie diese Seiten selbst.",
    )


def _unlesbar(meldung: str, name: str) -> Linearisierung:
    hilfe = "Öffnen Sie die Datei in einem PDF-Programm und speichern Sie sie neu, ohne Kennwort."
    befund = Befund("VG101", Schwere.FEHLER, meldung, Mark(name, 1, 1) if name else None, hilfe)
    return Linearisierung((), Eigenschaften(), (befund,))
