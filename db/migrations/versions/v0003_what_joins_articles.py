"""What joins articles: bodies, why an official is which person, series, document keys, near duplicates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("trade", sa.Text(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
    )
    with op.batch_alter_table("bodies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bodies_key_parent"), ["key", "parent"], unique=False)

    op.create_table(
        "person_doubts",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("verdict IN ('possible', 'different')", name=op.f("ck_person_doubts_verdict")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["people.id"], name=op.f("fk_person_doubts_other_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_person_doubts_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "other_id", name=op.f("pk_person_doubts")),
    )
    with op.batch_alter_table("person_doubts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_doubts_other_id"), ["other_id"], unique=False)

    op.create_table(
        "person_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("official_key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("decided_by IN ('rule', 'manual')", name=op.f("ck_person_links_decided_by")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_person_links_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["previous_id"], ["people.id"], name=op.f("fk_person_links_previous_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_links")),
    )
    with op.batch_alter_table("person_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_links_decision"), ["decision"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_links_official_key"), ["official_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_links_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_links_previous_id"), ["previous_id"], unique=False)

    op.create_table(
        "article_bands",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_bands_article_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "band", name=op.f("pk_article_bands")),
    )
    with op.batch_alter_table("article_bands", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_bands_hash_band"), ["hash", "band"], unique=False)

    op.create_table(
        "near_duplicates",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_near_duplicates_article_id_articles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["articles.id"], name=op.f("fk_near_duplicates_other_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_near_duplicates")),
    )
    with op.batch_alter_table("near_duplicates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_near_duplicates_other_id"), ["other_id"], unique=False)

    with op.batch_alter_table("articles", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("observed_on", sa.Text(), nullable=True), insert_after="language")
        batch_op.add_column(sa.Column("observed_basis", sa.Text(), nullable=True), insert_after="observed_on")
        batch_op.create_check_constraint(
            batch_op.f("ck_articles_observed_basis"), "observed_basis IN ('published', 'event', 'year')"
        )

    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f("ix_documents_key"), ["key"], unique=False)

    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("series", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("year", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_events_series_edition"), ["series", "edition"], unique=False)

    with op.batch_alter_table("officials", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f("ix_officials_fact_key"), ["fact_key"], unique=False)

    with op.batch_alter_table("people", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("name_key", sa.Text(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_people_name"), type_="unique")
        batch_op.create_index(batch_op.f("ix_people_name_key"), ["name_key"], unique=False)

    with op.batch_alter_table("posts", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("body_id", sa.Integer(), nullable=True), insert_after="person_id")
        batch_op.add_column(sa.Column("title_key", sa.Text(), nullable=True), insert_after="title")
        batch_op.drop_index(batch_op.f("ix_posts_person_id"))
        batch_op.create_index(
            batch_op.f("ix_posts_person_id_body_id_observed"), ["person_id", "body_id", "observed"], unique=False
        )
        batch_op.create_foreign_key(batch_op.f("fk_posts_body_id_bodies"), "bodies", ["body_id"], ["id"])

    _fill("people", "name", "name_key")
    _fill("posts", "title", "title_key")


def _fill(table: str, name: str, key: str) -> None:
    """Until an article is extracted again its keys are its names in lower case, which SQLite cannot make."""
    connection = op.get_bind()
    for (told,) in connection.execute(sa.text(f"SELECT DISTINCT {name} FROM {table}")).all():
        made = {"told": told, "key": told.casefold()}
        connection.execute(sa.text(f"UPDATE {table} SET {key} = :key WHERE {name} = :told"), made)
    with op.batch_alter_table(table) as batch_op:
        batch_op.alter_column(key, existing_type=sa.Text(), nullable=False)
