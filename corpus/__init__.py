"""Real articles exactly as scraped, each with its expected facts, and the scorer."""
from pathlib import Path

#: The bundled articles as files, and their expected facts, one JSON file an article.
ARTICLES = Path(__file__).parent / "articles"
GOLD = Path(__file__).parent / "gold"
