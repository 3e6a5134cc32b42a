"""Finished documents to disk: provenance, atomic writes, nothing lost."""
