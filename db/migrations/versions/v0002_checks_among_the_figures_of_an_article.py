# ruff: noqa: E501
"""Checks among the figures of an article."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("tolerance", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('attainment', 'sum', 'share', 'change', 'from_to', 'same')", name=op.f("ck_checks_kind")
        ),
        sa.CheckConstraint("verdict IN ('agrees', 'differs', 'conflict')", name=op.f("ck_checks_verdict")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_checks_article_id_articles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_checks_run_id_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
    )
    with op.batch_alter_table("checks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checks_article_id"), ["article_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_checks_verdict"), ["verdict"], unique=False)

    op.create_table(
        "check_figures",
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('reached', 'plan', 'percent', 'part', 'whole', 'level', 'base', 'change', 'from', 'to', 'first', 'again')",
            name=op.f("ck_check_figures_role"),
        ),
        sa.ForeignKeyConstraint(
            ["check_id"], ["checks.id"], name=op.f("fk_check_figures_check_id_checks"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["figure_id"], ["figures.id"], name=op.f("fk_check_figures_figure_id_figures"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("check_id", "ordinal", name=op.f("pk_check_figures")),
    )
    with op.batch_alter_table("check_figures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_figures_figure_id"), ["figure_id"], unique=False)
