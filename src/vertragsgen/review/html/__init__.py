"""The report as one HTML page: no network, no server, folded where it is long."""

from vertragsgen.review.html.seite import als_html, als_html_vergleich

__all__ = ["als_html", "als_html_vergleich"]
