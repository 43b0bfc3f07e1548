"""What executions share."""

from thaiyyal.store.migrations.raw import run

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make it."""
    run("SELECT 1")


def downgrade() -> None:
    """Drop it."""
    run("SELECT 1")
