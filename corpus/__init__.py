"""Real articles exactly as scraped, each with its expected facts, and the scorer."""
