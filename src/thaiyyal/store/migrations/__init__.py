"""The schema's history, by Alembic: each revision goes up and down."""
