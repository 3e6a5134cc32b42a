"""The comment: it fits, it says what it left out, and hostile text stays text."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from markdown_it import MarkdownIt

from tests.review.berichtbau import (
    FEINDLICH,
    aenderung,
    bericht,
    feindlicher_bericht,
    grosser_bericht,
    kleiner_bericht,
    traeger,
    zeile,
)
from vertragsgen.cli.aenderungsschema import diff_schema
from vertragsgen.review.gesamtjson import als_dict
from vertragsgen.review.gesamtmarkdown import GRENZE, MARKE, als_markdown_bericht
from vertragsgen.review.markdowntext import TRENNER, als_html, als_markdown
from vertragsgen.review.modell import Risiko


def test_the_marker_is_the_first_line() -> None:
    assert als_markdown_bericht(kleiner_bericht()).split("\n")[0] == MARKE == "<!-- vertragsgen:diff v1 -->"


def test_a_small_report_is_not_cut_and_has_the_rate_as_one_row() -> None:
    text = als_markdown_bericht(kleiner_bericht())
    assert "weggelassen" not in text
    (reihe,) = [z for z in text.split("\n") if z.startswith("| Sonnenhof")]
    assert [zelle.strip() for zelle in reihe.split("|")][3:8] == [
        "75,69 €",
        "76,96 €",
        "+1,27 €",
        "+1,68 %",
        "+5.724,84 €",
    ]
    assert "<del>nicht</del>" in text
    assert "in 2 Dokumenten" in text


def test_among_many_figures_that_of_one_provider_has_its_name_and_its_difference() -> None:
    viele = grosser_bericht(30).traeger
    eigener = zeile("birkenhof", "Birkenhof e. V.", "10,00", "10,50", was="Nachtzuschlag")
    text = als_markdown_bericht(bericht(*viele, traeger("birkenhof", "Birkenhof e. V.", (), (eigener,))))
    (reihe,) = [z for z in text.split("\n") if z.startswith("|") and "Birkenhof" in z]
    assert [zelle.strip() for zelle in reihe.split("|")][2:6] == [
        "Birkenhof e. V.",
        "+0,50 €",
        "+5,00 %",
        "10,00 € → 10,50 €",
    ]


def test_500_providers_fit_and_the_cut_is_counted() -> None:
    gross = grosser_bericht(500)
    text = als_markdown_bericht(gross, wo="Alles steht im Artefakt.")
    assert len(text) <= GRENZE
    gezeigt = text.count("<details>")
    assert 0 < gezeigt < 500
    assert gezeigt == text.count("</details>")
    assert f"{500 - gezeigt} Träger. Alles steht im Artefakt." in text
    # What matters is all there.
    assert "abweichend von 499 anderen" in text
    assert "in 499 Dokumenten" in text
    assert "anbieter 0003" in text.lower()


def test_blocks_go_from_the_lowest_risk_up() -> None:
    alle = [
        aenderung(
            f"Alt {risiko.name} {k} " + "x " * 100,
            f"Neu {risiko.name} {k}",
            stelle=f"Ziffer {risiko.value}.{k}",
            risiko=risiko,
            block=k,
        )
        for risiko in (Risiko.BETRAG, Risiko.BINDUNG, Risiko.SONSTIGES)
        for k in range(8)
    ]
    ganz = bericht(traeger("a", "A", tuple(alle)))
    zahlen = {}
    for grenze in (8000, 6000, 4000, 2500):
        text = als_markdown_bericht(ganz, grenze)
        assert len(text) <= grenze
        zahlen[grenze] = [
            text.count(f"Ziffer {risiko.value}.") for risiko in (Risiko.BETRAG, Risiko.BINDUNG, Risiko.SONSTIGES)
        ]
    assert zahlen[8000][0] == 8
    for betrag, bindung, sonstiges in zahlen.values():
        assert betrag >= bindung >= sonstiges
        assert bindung == 0 or betrag == 8
        assert sonstiges == 0 or bindung == 8
    assert zahlen[2500][0] < 8
    assert sum(zahlen[4000]) < sum(zahlen[8000])


def _html(text: str) -> str:
    """As GitHub renders it, roughly: tables, raw HTML, bare links."""
    md = MarkdownIt("gfm-like", {"linkify": False, "html": True}).enable("table")
    return md.render(text)


def test_hostile_text_appears_as_text() -> None:
    text = als_markdown_bericht(feindlicher_bericht())
    assert text.count(MARKE) == 1
    html = _html(text)
    tags = set(re.findall(r"</?([a-zA-Z0-9]+)", html))
    erlaubt = {
        "h2",
        "h3",
        "h4",
        "p",
        "strong",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "del",
        "ins",
        "sub",
        "details",
        "summary",
        "span",
    }
    assert tags <= erlaubt, tags - erlaubt
    assert "<a " not in html
    assert "<img" not in html
    assert "<code>" not in html
    # Nothing a platform would call, link or replace.
    assert not re.search(r"@\w", html)
    assert not re.search(r"https?://", html)
    assert "www." not in html
    assert html.count("<details>") == html.count("</details>") == len(FEINDLICH)
    zahlen = [reihe for reihe in text.split("\n") if reihe.startswith("| ") and "76,96" in reihe]
    assert len(zahlen) == len(FEINDLICH)
    for reihe in zahlen:  # no foreign pipe opens a column
        assert len(re.findall(r"(?<!\\)\|", reihe)) == 9
    sichtbar = html.replace(TRENNER, "").replace("<span>", "").replace("</span>", "")
    assert "&lt;/details&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in sichtbar
    assert "[klick](https://boese.example)" in sichtbar


@pytest.mark.parametrize("text", [*FEINDLICH, "a_b_c", "2 * 3 * 4", "\\", "`x`", "<b", "&amp;", "1. Punkt", "$E=mc^2$"])
def test_escaping_shows_what_was_written(text: str) -> None:
    html = _html(f"x {als_markdown(text)} y").replace(TRENNER, "").replace("<span>$</span>", "$")
    flach = " ".join(text.split())
    erwartet = flach.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert html == f"<p>x {erwartet} y</p>\n"
    assert als_html(text).replace(TRENNER, "") == erwartet


def test_the_json_follows_its_schema() -> None:
    for eines in (kleiner_bericht(), feindlicher_bericht(), grosser_bericht(8)):
        daten = json.loads(json.dumps(als_dict(eines)))
        jsonschema.validate(daten, diff_schema())
    assert daten["positionen"][0]["anzahl"] == 8
    assert daten["wortlaut"][0]["abweichend_von"] in (0, 7)
