"""Reviewing facts at a terminal: one fact at a time, and what the verdicts say of the extraction."""
