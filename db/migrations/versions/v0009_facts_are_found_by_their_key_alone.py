"""Facts of every kind are found by their key alone."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("documents", "events", "figures", "statements"):
        op.create_index(op.f(f"ix_{table}_fact_key"), table, ["fact_key"], unique=False)
