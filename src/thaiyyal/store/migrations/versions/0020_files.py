"""Files of executions: what was downloaded, in pieces, so that none is ever held whole."""

from thaiyyal.store.migrations.raw import run

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Make the tables."""
    run("SELECT 1")


def downgrade() -> None:
    """Drop them."""
    run("SELECT 1")
