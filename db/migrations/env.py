"""Runs the migrations on the connection that `db.migrate` opened, inside its transaction."""
from __future__ import annotations

from alembic import context

from db.search_index import is_of_search
from db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    include_name=lambda name, kind, parents: not (kind == "table" and is_of_search(name)),
)
with context.begin_transaction():
    context.run_migrations()
