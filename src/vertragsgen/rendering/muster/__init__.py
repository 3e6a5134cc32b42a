"""Blank forms: the documents of a package before anyone has filled them in."""
