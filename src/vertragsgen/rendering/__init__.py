"""Clauses and frames to documents: profile and calculation in, finished files in memory out."""
