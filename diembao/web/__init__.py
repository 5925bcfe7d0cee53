"""The audit in the browser: search, articles with their facts, verdicts. Needs the extra `web`."""
