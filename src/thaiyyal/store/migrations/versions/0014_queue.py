"""The queue in a schema of its own, and the functions that join it with executions.

A job is made in the transaction that admits its executions, and closed in the one that takes them
from a dead process. Each function works for many tenants at once and takes ids, never SQL.
"""

from pathlib import Path

from thaiyyal.store.migrations.queue_functions import DROP, FUNCTIONS
from thaiyyal.store.migrations.raw import run, run_file

revision = "0014"
down_revision = "0013"

_SCHEMA = Path(__file__).parent.parent / "queue" / "procrastinate_3_10_0.sql"
_GRANTS = """
GRANT USAGE ON SCHEMA queue TO thaiyyal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA queue TO thaiyyal_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA queue TO thaiyyal_app;
ALTER TABLE queue.procrastinate_jobs SET (autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 500);
"""


def upgrade() -> None:
    """Make the queue and its functions."""
    run("CREATE SCHEMA queue; SET LOCAL search_path = queue, pg_temp")
    run_file(_SCHEMA)
    run("SET LOCAL search_path = public")
    run(_GRANTS)
    run(FUNCTIONS)


def downgrade() -> None:
    """Drop both; what was queued is started again by nobody."""
    run(DROP)
    run("DROP SCHEMA queue CASCADE")
