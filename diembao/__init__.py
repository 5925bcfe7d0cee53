"""The face of the project: the `diembao` command, the audit, and what they print."""
