"""The report as one HTML page: no network, no server, folded where it is long."""

from vertragsgen.review.html.seite import als_html

__all__ = ["als_html"]
