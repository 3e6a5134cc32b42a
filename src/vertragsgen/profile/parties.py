"""Sections on the agreement, its provider, the offer and its staff."""

from typing import Annotated

from vertragsgen.profile.section import Abschnitt, LeerIstWahl, offen, pflicht
from vertragsgen.source.scalar_type import Grenzen, auswahl
from vertragsgen.source.scalars import Datum, Ganzzahl, Menge, Plz, Prozent, Text, Wahrheitswert, Zeile

Lebensalter = Annotated[Ganzzahl, Grenzen(0, 120)]
Anteil = Annotated[Prozent, Grenzen(0, 100)]
# Nothing is agreed for longer than ten years, and a longer period leads out of the calendar.
Monate = Annotated[Ganzzahl, Grenzen(1, 120)]
Wochen = Annotated[Ganzzahl, Grenzen(1, 520)]


class Vereinbarung(Abschnitt):
    """The public-law contract between the two parties (§§ 53 ff. SGB X)."""

    aktenzeichen: Zeile | None = offen("Aktenzeichen", "Aktenzeichen des Leistungsträgers.", "410-12/2019")
    status: Annotated[str, auswahl("entwurf", "unterzeichnet")] = offen(
        "Stand der Vereinbarung",
        "Stand der Verhandlung; steuert nur Prüfungen.",
        "entwurf",
        vorgabe="entwurf",
    )
    ausfertigungen: Annotated[Ganzzahl, Grenzen(minimum=0)] | None = offen(
        "Zahl der Ausfertigungen", "Zahl der unterzeichneten Urkunden.", 2
    )


class Traeger(Abschnitt):
    """The provider (Leistungserbringer), second party of the contract."""

    name: Zeile = pflicht("Trägername", "Name des Leistungserbringers mit Rechtsform.", "Beispiel gGmbH")
    rechtsform: Zeile | None = offen("Rechtsform", "Rechtsform des Leistungserbringers.", "gGmbH", "e. V.")
    strasse: Zeile = pflicht("Straße und Hausnummer", "Anschrift des Sitzes.", "Musterweg 1")
    plz: Plz = pflicht("Postleitzahl", "Postleitzahl des Sitzes, fünf Ziffern.", "28203")
    ort: Zeile = pflicht("Ort", "Ort des Sitzes.", "Musterstadt")
    unterzeichner: Zeile | None = offen("Unterzeichnende Person", "Wer für den Träger unterschreibt.")
    vertretungsberechtigte: tuple[Zeile, ...] = offen(
        "Vertretungsberechtigte", "Personen, die den Träger vertreten dürfen.", vorgabe=()
    )
    ik_nummer: Zeile | None = offen("IK-Nummer", "Institutionskennzeichen, neun Ziffern.", "260123451")
    iban: Zeile | None = offen("IBAN", "Bankverbindung für die Vergütung.", "DE89 3704 0044 0532 0130 00")
    steuernummer: Zeile | None = offen("Steuernummer", "Steuernummer des Trägers.")
    ust_idnr: Zeile | None = offen("USt-IdNr.", "Umsatzsteuer-Identifikationsnummer.", "DE123456788")
    freistellungsbescheid_bis: Datum | None = offen(
        "Freistellungsbescheid gültig bis", "Ende der Gültigkeit des Freistellungsbescheids.", "31.12.2021"
    )


class Alter(Abschnitt):
    """Ages of the persons the offer is for, in years."""

    min: Lebensalter | None = offen("Mindestalter", "Jüngstes Alter in Jahren.", 18)
    max: Lebensalter | None = offen("Höchstalter", "Höchstes Alter in Jahren; null: keine Grenze.", 65)


class Standort(Abschnitt):
    """An address at which the service is rendered."""

    name: Zeile = pflicht("Standort", "Bezeichnung oder Straße des Standorts.", "Beispielweg 2")
    strasse: Zeile | None = offen("Straße des Standorts", "Straße und Hausnummer, wenn der Name sie nicht nennt.")
    plz: Plz | None = offen("Postleitzahl des Standorts", "Fünf Ziffern.", "28777")
    ort: Zeile | None = offen("Ort des Standorts", "Ort des Standorts.", "Musterstadt")
    plaetze: Ganzzahl | None = offen("Plätze am Standort", "Zahl der Plätze an diesem Standort.", 8)


class Angebot(Abschnitt):
    """What is offered: service, capacity, sites."""

    bezeichnung: Zeile = pflicht("Leistungsangebot", "Bezeichnung der Leistung.", "Intensiv Betreutes Wohnen")
    leistungstyp: Zeile | None = offen("Leistungstyp", "Leistungstyp des Landesrahmenvertrags.")
    alter: Alter | None = offen("Alter", "Altersgrenzen des Personenkreises.")
    plaetze: Ganzzahl | None = offen("Platzzahl", "Zahl der vereinbarten Plätze (Kapazität).", 8)
    standorte: tuple[Standort, ...] = offen("Standorte", "Orte der Leistungserbringung.", vorgabe=())


class AngebotMitPlaetzen(Angebot):
    """An offer whose rates are paid per place: the capacity is part of the agreement."""

    plaetze: Ganzzahl = pflicht("Platzzahl", "Zahl der vereinbarten Plätze (Kapazität).", 8)


class Personalstelle(Abschnitt):
    """A line of the staff list, without names."""

    funktion: Zeile = pflicht("Funktion", "Aufgabe der Stelle.", "Betreuung")
    qualifikation: Zeile | None = offen("Qualifikation", "Berufsabschluss.", "Sozialpädagogik")
    vk: Menge | None = offen("Vollkräfte", "Stellenanteil in Vollkräften (VK).", "2,20")
    ungelernt: Wahrheitswert = offen("un- oder angelernt", "true für un- und angelernte Beschäftigte.", vorgabe=False)
    anstellung: Zeile | None = offen("Art der Anstellung", "Art des Beschäftigungsverhältnisses.")


class Personal(Abschnitt):
    """Qualifications and quotas of the staff."""

    qualifikationen: tuple[Zeile, ...] = offen(
        "Qualifikationen",
        "Zulässige Qualifikationen des Betreuungspersonals.",
        ["Sozialpädagogik"],
        vorgabe=(),
    )
    fachkraftquote_prozent: Anteil | None = offen(
        "Fachkraftquote in Prozent", "Vereinbarter Mindestanteil der Fachkräfte; null: keine vereinbart.", 60
    )
    quote_ungelernt_max_prozent: Anteil | None = offen(
        "Höchstanteil un- und angelernter Beschäftigter in Prozent", "Obergrenze; null: keine vereinbart.", 10
    )
    stellen: tuple[Personalstelle, ...] = offen("Personalliste", "Stellen ohne Namen.", vorgabe=())


class PersoenlicheEignung(Abschnitt):
    """Personal suitability of the staff (§ 124 Abs. 2 SGB IX; § 75 Abs. 2 SGB XII a.F.)."""

    intervall_jahre: Annotated[Ganzzahl, Grenzen(minimum=0)] | None = offen(
        "Abstand der Führungszeugnisse in Jahren",
        "Höchstabstand, in dem ein Führungszeugnis vorzulegen ist.",
        5,
    )
    loeschfrist_monate: Monate | None = offen(
        "Löschfrist in Monaten", "Frist, nach der die Angaben zum Führungszeugnis gelöscht werden.", 3
    )


class Verhandlung(Abschnitt):
    """The negotiation of the agreement (§ 126 SGB IX; § 77 SGB XII a.F.)."""

    aufforderung: Datum | None = offen(
        "Aufforderung zu Verhandlungen", "Tag der schriftlichen Aufforderung.", "01.09.2018"
    )


class Laufzeit(Abschnitt):
    """The term (Vereinbarungszeitraum) and the notice periods."""

    beginn: Datum = pflicht("Beginn der Laufzeit", "Erster Tag des Vereinbarungszeitraums.", "01.01.2019")
    ende: Annotated[Datum | None, LeerIstWahl()] = offen(
        "Ende der Laufzeit", "Letzter Tag; null: auf unbestimmte Zeit.", "31.12.2020"
    )
    mindestlaufzeit_monate: Monate | None = offen("Mindestlaufzeit in Monaten", "Null: keine vereinbart.", 12)
    kuendigungsfrist_entgelte_wochen: Wochen | None = offen(
        "Kündigungsfrist der Entgelte in Wochen", "Frist für die Vereinbarung über die Leistungsentgelte.", 6
    )
    kuendigungsfrist_uebrige_monate: Monate | None = offen(
        "Kündigungsfrist der übrigen Teile in Monaten", "Frist für die übrigen Bestandteile.", 3
    )
    abschlussort: Zeile | None = offen("Ort des Abschlusses", "Ort der Unterzeichnung.", "Musterstadt")
    abschlussdatum: Datum | None = offen(
        "Datum des Abschlusses", "Tag der Unterzeichnung; null: bleibt im Dokument offen.", "03.01.2019"
    )


class Abweichung(Abschnitt):
    """A clause text of this profile in place of the package's (deviation register)."""

    text: Text = pflicht("Abweichender Klauseltext", "Wortlaut (Markdown, mit Werten und Verweisen).")
    grund: Text = pflicht("Grund der Abweichung", "Warum vom Wortlaut des Pakets abgewichen wird.")
    genehmigt_von: Zeile = pflicht("Genehmigt von", "Stelle oder Person, die die Abweichung gebilligt hat.")
    bis: Datum | None = offen("Abweichung gilt bis", "Letzter Tag; null: unbefristet.", "31.12.2027")


class Ausnahme(Abschnitt):
    """A finding that is accepted for this profile."""

    regel: Zeile = pflicht("Kennung der Regel", "Kennung wie im Prüfbericht.", "VG404")
    grund: Text = pflicht("Grund der Ausnahme", "Warum der Befund hingenommen wird.")
    bis: Datum | None = offen("Ausnahme gilt bis", "Letzter Tag; null: unbefristet.", "31.12.2027")
