"""Values that hold a secret: sealed beside the masked form that is shown."""

from thaiyyal.store.migrations.raw import run

revision = "0018"
down_revision = "0017"

_UP = """
ALTER TABLE executions ADD COLUMN input_sealed bytea, ADD COLUMN output_sealed bytea;
ALTER TABLE steps ADD COLUMN output_sealed bytea;
COMMENT ON COLUMN executions.input_sealed IS
  'The whole input, sealed with the tenant''s key, when input has a secret masked.';
COMMENT ON COLUMN steps.output_sealed IS
  'The whole output, sealed with the tenant''s key, when output has a secret masked.';
"""

_DOWN = """
ALTER TABLE steps DROP COLUMN output_sealed;
ALTER TABLE executions DROP COLUMN input_sealed, DROP COLUMN output_sealed;
"""


def upgrade() -> None:
    """Make it."""
    run(_UP)


def downgrade() -> None:
    """Drop it."""
    run(_DOWN)
