"""Profiles: model, loading with ``basis:``, and the JSON Schema for editors."""
