"""Template packages: manifest, clauses, and the package data that apply to one profile."""
