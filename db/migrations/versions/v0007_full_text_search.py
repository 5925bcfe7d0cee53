"""Full-text search over the current articles, those that are stored already included."""

from __future__ import annotations

from alembic import op

from db.search_index import CREATE, index_all

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(CREATE)
    index_all(op.get_bind())
