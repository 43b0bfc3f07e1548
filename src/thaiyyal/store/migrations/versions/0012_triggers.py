"""What triggers need."""

from thaiyyal.store.migrations.raw import run

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make it."""
    run("SELECT 1")


def downgrade() -> None:
    """Drop it."""
    run("SELECT 1")
