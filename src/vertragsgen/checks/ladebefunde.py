"""Pages of the codes that reading, loading, rendering and writing report; none of them can be accepted."""

from __future__ import annotations

from vertragsgen.diagnostics import Schwere


def _seite(was: str, falsch: str, richtig: str) -> str:
    return f"Was: {was}\nFalsch: {falsch}\nRichtig: {richtig}\nSeit: 0.1.0"


LADEBEFUNDE: dict[str, tuple[str, str]] = {
    "VG101": (
        "Eine Datei lässt sich nicht lesen.",
        _seite(
            "Die Datei fehlt, ist gesperrt, größer als 1 MiB, liegt außerhalb des Arbeitsbereichs oder ist "
            "nicht "
            "als UTF-8 gespeichert.",
            "eine Datei, die der Editor als „ANSI“ oder „Unicode“ speichert.",
            "„Speichern unter“, Codierung „UTF-8“.",
        ),
    ),
    "VG102": (
        "Die Datei ist kein gültiges YAML.",
        _seite(
            "Leerzeichen nach dem Doppelpunkt, Einrückung, Anführungszeichen oder Klammern stimmen nicht.",
            "plaetze:8",
            "plaetze: 8",
        ),
    ),
    "VG103": (
        "Ein Schlüssel steht zweimal im selben Abschnitt.",
        _seite("Welche der beiden Angaben gilt, ist nicht zu erkennen.", "plz zweimal unter traeger.", "einmal."),
    ),
    "VG104": (
        "Anker, Aliase und Typangaben von YAML werden nicht benutzt.",
        _seite(
            "Sie verstecken, woher ein Wert stammt. Gemeinsames gehört in eine Datei, die „basis:“ nennt.",
            "saetze: *vorlage",
            "basis: _gemeinsam.yaml",
        ),
    ),
    "VG105": (
        "Ein unzulässiges Zeichen.",
        _seite(
            "Steuerzeichen, Zeichen zur Umkehr der Schreibrichtung oder Tabulatoren; meist unsichtbar und "
            "aus einer "
            "anderen Anwendung mitkopiert.",
            "ein Name mit unsichtbarem Steuerzeichen.",
            "die Stelle löschen und neu tippen.",
        ),
    ),
    "VG106": (
        "Unbekannter Schlüssel.",
        _seite("Die Angabe kennt das Profil nicht, oft ein Schreibfehler.", "plaezte: 8", "plaetze: 8"),
    ),
    "VG107": (
        "Eine Pflichtangabe fehlt.",
        _seite(
            "Ohne sie lässt sich das Dokument nicht erzeugen; ein Entwurf (--entwurf) zeigt dort einen Platzhalter.",
            "traeger ohne name.",
            "traeger: {name: Beispielträger gGmbH, …}",
        ),
    ),
    "VG108": (
        "Ungültiger Wert.",
        _seite(
            "Der Wert ist nicht so geschrieben, wie die Angabe es verlangt, oder passt nicht zu anderen.",
            "grundpauschale: 84,1",
            "grundpauschale: 84,10",
        ),
    ),
    "VG109": (
        "Das Vorlagenpaket gibt es nicht, oder es lässt sich nicht laden.",
        _seite("„paket:“ nennt einen Ordner unter den Vorlagen.", "paket: wohnen", "paket: <land>/<paket>"),
    ),
    "VG110": (
        "Die Angabe „basis“ ist falsch.",
        _seite(
            "Die Datei fehlt, beginnt nicht mit „_“, liegt außerhalb des Profilordners oder beruft sich im "
            "Kreis auf "
            "sich selbst.",
            "basis: gemeinsam.yaml",
            "basis: _gemeinsam.yaml",
        ),
    ),
    "VG111": (
        "Unzulässiger oder unbekannter Profilname.",
        _seite(
            "Der Dateiname wird zum Ordnernamen der Dokumente: Kleinbuchstaben, Ziffern, Bindestriche; die Endung ist "
            "„.yaml“. Eine Datei mit anderer Endung wird nicht gelesen (Warnung).",
            "Träger 1.yml",
            "traeger-1.yaml",
        ),
    ),
    "VG112": (
        "Die Angabe legt das Vorlagenpaket fest.",
        _seite(
            "Ein Profil darf nur ändern, was das Paket unter „ueberschreibbar“ freigibt, manches nur mit "
            "einer "
            "bestimmten Option.",
            "normen im Profil, ohne dass das Paket es erlaubt.",
            "die Angabe löschen.",
        ),
    ),
    "VG113": (
        "Eine Ausnahme oder Klauselabweichung geht ins Leere.",
        _seite(
            "Sie nennt eine Regel oder Klausel, die es nicht gibt, ist am Stichtag abgelaufen, wird nicht gebraucht, "
            "betrifft eine Regel, die keine Ausnahme zulässt, oder für eine Klausel stehen zwei Texte.",
            "ausnahmen: [{regel: VG201, grund: …}]",
            "den Betrag berichtigen.",
        ),
    ),
    "VG150": (
        "Das Manifest des Vorlagenpakets ist fehlerhaft.",
        _seite(
            "paket.yaml passt nicht zu seinem Schema oder widerspricht sich.",
            "bloecke: [mp]",
            "bloecke: [massnahmepauschale]",
        ),
    ),
    "VG151": (
        "Eine Klausel fehlt, steht doppelt oder wird nicht benutzt.",
        _seite(
            "Jede Klausel in „bereiche“ hat eine Datei: im Paket selbst, sonst im Paket, das „erweitert“ nennt, mit "
            "„_gemeinsam/“ davor unter den gemeinsamen Klauseln. Jede eigene Datei steht in genau einem Bereich ihres "
            "Dokuments, jede gemeinsame in wenigstens einem Paket.",
            "eine Datei unter klauseln, die niemand nennt.",
            "in paket.yaml aufnehmen oder löschen.",
        ),
    ),
    "VG152": (
        "Der Klauseltext ist fehlerhaft.",
        _seite(
            "Kopf, Markdown oder Jinja der Klauseldatei stimmen nicht.",
            "{% if … %} ohne {% endif %}",
            "beide.",
        ),
    ),
    "VG153": (
        "Eine Klausel benutzt eine unbekannte Variable.",
        _seite("Den Namen gibt es weder im Profil noch im Paket.", "{{ traeger.nmae }}", "{{ traeger.name }}"),
    ),
    "VG154": (
        "Eine Formatvorlage fehlt im Rahmen.",
        _seite(
            "Die Word-Datei muss alle benutzten Formatvorlagen enthalten.",
            "Rahmen ohne „Ziffer“.",
            "mit „Ziffer“.",
        ),
    ),
    "VG155": (
        "Ein Verweis läuft ins Leere.",
        _seite(
            "ziffer(…) oder anlage(…) nennt etwas, das in diesem Vertrag nicht vorkommt.",
            '{{ ziffer("verguetug") }}',
            '{{ ziffer("verguetung") }}',
        ),
    ),
    "VG156": (
        "Der Rahmen eines Dokuments ist nicht brauchbar.",
        _seite(
            "Die Word-Datei fehlt, enthält Makros, Kommentare oder nachverfolgte Änderungen, oder ihr "
            "fehlt ein Bereich.",
            "ein Rahmen mit angenommenen und offenen Änderungen.",
            "alle Änderungen annehmen, Kommentare löschen.",
        ),
    ),
    "VG157": (
        "Beim Erzeugen fehlt ein Wert.",
        _seite(
            "Eine Klausel druckt eine Angabe, die leer ist.",
            "{{ laufzeit.ende|datum }} bei ende: null",
            "{% if laufzeit.ende is not none %}…{% endif %}",
        ),
    ),
    "VG158": (
        "Ein Dokument wird zu groß.",
        _seite(
            "Eine Schleife oder ein Wert sprengt die Grenzen für Länge oder Schritte.",
            "verschachtelte Schleifen.",
            "die Klausel vereinfachen.",
        ),
    ),
    "VG159": (
        "Die Dokumente sind vor der Verwendung anwaltlich zu prüfen.",
        _seite(
            "Ein Hinweis des Vorlagenpakets („rechtspruefung_hinweis“), einmal je Paket und Lauf. Er entfällt für "
            "Profile, die die Prüfung bestätigen, wo das Paket dafür eine Angabe hat.",
            "Dokumente ungeprüft unterschreiben.",
            "prüfen lassen und im Profil bestätigen.",
        ),
    ),
    "VG160": (
        "Eine Datei lässt sich nicht schreiben.",
        _seite("Meist ist sie in Word geöffnet, oder der Datenträger ist voll.", "Dokument offen.", "schließen."),
    ),
    "VG161": (
        "Ein Dokument wurde von Hand geändert.",
        _seite(
            "Es wird nicht überschrieben, solange „--force“ fehlt.",
            "Betrag in Word geändert.",
            "im Profil ändern.",
        ),
    ),
    "VG162": (
        "Ein Dokument ist veraltet.",
        _seite(
            "Das Profil hat Fehler, oder es wurde nur ein Teil seiner Dokumente erzeugt („--document“, „--format“); die "
            "anderen zeigen noch den früheren Stand.",
            "nach einer Erhöhung nur die Vereinbarung neu erzeugt, das Kostenträgerblatt nicht.",
            "Fehler beheben; alle Dokumente erzeugen.",
        ),
    ),
    "VG163": (
        "Eine Angabe des Vorlagenpakets wird nirgends benutzt.",
        _seite(
            "Ein Feld unter „angaben“ oder „daten“, das keine Klausel, kein Rahmen, keine Arbeitsmappe und keine Prüfung "
            "nennt. Wer ein Profil schreibt, füllt es umsonst aus. „vertragsgen templates --check“ meldet es als Warnung.",
            "angaben: {properties: {hausordnung: …}}, und keine Klausel nennt angaben.hausordnung.",
            "in einer Klausel verwenden oder löschen.",
        ),
    ),
    "VG164": (
        "Ein Profil hat den Lauf abgebrochen.",
        _seite(
            "Der Vorgang, der dieses Profil erzeugt, ist abgestürzt oder wurde vom System beendet, meist weil der Speicher "
            "nicht reicht. Die anderen Profile werden trotzdem erzeugt, alte Dokumente bleiben liegen.",
            "–",
            "dieses Profil allein erzeugen; weniger Vorgänge zugleich („--jobs“).",
        ),
    ),
    "VG165": (
        "Zu Dokumenten im Ausgabeordner gibt es kein Profil mehr.",
        _seite(
            "Das Profil wurde gelöscht oder umbenannt; seine Dokumente liegen noch da. „--prune“ entfernt sie, aber nichts, "
            "was von Hand geändert oder hinzugefügt wurde.",
            "provider_data/sonnenhof.yaml umbenannt, output/sonnenhof liegt noch da.",
            "vertragsgen build --prune",
        ),
    ),
    "VG166": (
        "Das Programm hat bei diesem Profil einen Fehler.",
        _seite(
            "Ein Fehler des Programms, den dieses Profil ausgelöst hat, meist durch eine ungewöhnliche Angabe. Die anderen "
            "Profile werden geprüft und erzeugt; alte Dokumente dieses Profils bleiben liegen.",
            "–",
            "die Meldung mit dem Profil an die Betreuung des Programms geben.",
        ),
    ),
    "VG170": (
        "Ein Profil lässt sich nicht fortschreiben.",
        _seite(
            "„vertragsgen raise“ ändert ein Profil nur, wenn der Nachfolger richtig wäre: Der neue Beginn liegt nach "
            "dem alten und im Leistungszeitraum des Pakets, die alten Sätze stimmen, die Bestandteile gibt es.",
            "raise --ab 01.01.2027 bei einem Paket für Leistungszeiträume bis 31.12.2019.",
            "ein neues Profil mit dem Nachfolgepaket anlegen, das die Meldung nennt.",
        ),
    ),
}


_LEICHTERE = {
    "VG159": Schwere.HINWEIS, "VG162": Schwere.HINWEIS, "VG163": Schwere.WARNUNG, "VG165": Schwere.WARNUNG,
}  # fmt: skip


def ladeschwere(code: str) -> Schwere:
    """How much a code of ``LADEBEFUNDE`` weighs at most."""
    return _LEICHTERE.get(code, Schwere.FEHLER)
