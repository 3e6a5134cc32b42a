"""The decimal context of every calculation."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context

# Wide enough that no product of two amounts of the allowed length is rounded before the named places,
# and our own, so that a context changed elsewhere cannot change a cent.
GENAU = Context(prec=60, rounding=ROUND_HALF_UP)
