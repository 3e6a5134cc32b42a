"""What changed between two states of a document, as a lawyer asks for it: figures, wording, places."""
