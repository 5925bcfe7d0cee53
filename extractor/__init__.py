"""What the article means: pure functions from a source to its facts. No database, no command line, no network."""
