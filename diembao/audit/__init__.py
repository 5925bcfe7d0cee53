"""Checks of what is stored against what was read."""
