"""YAML text to a tree with marks, and from there to typed values: the only place for YAML libraries."""
