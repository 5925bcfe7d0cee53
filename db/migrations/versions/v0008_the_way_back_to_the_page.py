"""Each block's way back to its page, and what is said of an article's fields."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.add_column(sa.Column("evidence", sa.Text(), nullable=True))

    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("selector", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("source_start", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("source_end", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("header_start", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("header_end", sa.Integer(), nullable=True))

    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decoding", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("given", sa.Text(), nullable=True))
