"""The stand-in for a missing value of a draft, under the name the layers above use.

It lives in ``source`` because the scalar types there must let it through.
"""

from vertragsgen.source.platzhalter import Platzhalter

__all__ = ["Platzhalter"]
