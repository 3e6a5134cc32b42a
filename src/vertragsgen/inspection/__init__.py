"""Checks on the rendered documents: what they say, not what went into them."""
