"""One command per file; each file imports only click and our light cli modules at its top."""
