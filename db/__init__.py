"""Where facts are kept: SQLite tables, their migrations and views, and the store over them."""
