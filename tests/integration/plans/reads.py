"""Hot requests, the index that each has to go along, and how many blocks it may look at.

A block is 8 KiB, in memory or on disk. The bounds hold for any number of rows, but for those that
look at all workflows or all members of a tenant, whose number the tenant's plan limits.
"""

from dataclasses import dataclass

ONE = 80
"""Who asks takes 20 blocks, one thing with its rights about as many."""
PAGE = 700
"""50 things, and the name of a person for each."""
ALL_WORKFLOWS = 25_000
"""Each workflow of a tenant once, of which there are 20,000 here."""
ALL_MEMBERS = 35_000
"""Each of a tenant's 5,000 members: the person, and that they may be seen."""
MONTH = 20_000
"""Each execution of a tenant's last 30 days, but in few columns."""


@dataclass(frozen=True, slots=True)
class Read:
    """A request by somebody. ``{workflow}`` and ``{execution}`` are the largest there are."""

    path: str
    index: str
    most: int = PAGE
    by: str = "owner"

    @property
    def name(self) -> str:
        """What a failing test is called."""
        return f"{self.by} {self.path}"

    @property
    def counts(self) -> bool:
        """Whether so much is counted that reading a whole partition may be best."""
        return self.most == MONTH

    @property
    def is_list(self) -> bool:
        """Whether the answer is a page with others after it."""
        return self.most == PAGE


READS = (
    Read("/workflows/{workflow}", "workflows_pkey", ONE),
    Read("/workflows/{workflow}", "workflow_versions_pkey", ONE, "editor"),
    Read("/workflows/{workflow}/versions/1000", "workflow_versions_pkey", ONE),
    Read("/workflows/{workflow}/versions", "workflow_versions_pkey"),
    Read("/workflows", "workflows_updated"),
    Read("/workflows", "workflows_updated", by="editor"),
    Read("/workflows?sort=name", "workflows_name"),
    Read("/workflows?sort=-name", "workflows_name", by="editor"),
    Read("/workflows?sort=created_at", "workflows_created"),
    Read("/workflows?tag=daily", "workflows_updated", by="editor"),
    Read("/workflows?owner={editor}", "workflows_owner"),
    Read("/workflows?shared=false", "workflows_updated", by="editor"),
    Read("/workflows?deleted=true", "workflows_deleted", 3 * PAGE),
    Read("/workflows?tag=rare", "users_pkey", ALL_WORKFLOWS),
    Read("/workflows?q=nowhere", "sessions_pkey", ALL_WORKFLOWS),
    Read("/workflows", "sessions_pkey", ALL_WORKFLOWS, "guest"),
    Read("/executions", "executions_pkey"),
    Read("/executions", "executions_pkey", by="editor"),
    Read("/executions", "workflows_owner", ONE, "guest"),
    Read("/executions", "executions_workflow", 3 * PAGE, "partner"),
    Read("/executions?status=failed", "executions_workflow_status", 3 * PAGE, "partner"),
    Read("/executions?status=succeeded", "executions_status"),
    Read("/executions?status=failed", "executions_status", by="editor"),
    Read("/executions?trigger=manual", "executions_trigger"),
    Read("/executions?trigger=webhook", "executions_trigger", ONE),
    Read("/executions?workflow_id={workflow}", "executions_workflow"),
    Read("/executions?waiting_for=signal", "executions_waiting_for"),
    Read("/executions?dead=true", "executions_dead"),
    Read("/executions?retried_from={execution}", "executions_retries", ONE),
    Read("/executions?parent_id={execution}", "executions_children", ONE),
    Read("/approvals", "approvals_open"),
    Read("/approvals?status=decided", "approvals_pkey"),
    Read("/executions/{execution}/logs", "execution_logs_pkey", PAGE + 1),
    Read("/workflows/{workflow}/executions", "executions_workflow"),
    Read("/workflows/{workflow}/executions?status=failed", "executions_workflow_status"),
    Read(
        "/workflows/{workflow}/executions?status=cancelled", "executions_workflow_status", 3 * ONE
    ),
    Read("/workflows/{workflow}/executions/counts", "executions_workflow_status", MONTH),
    Read("/executions/counts", "sessions_pkey", MONTH),
    Read("/metrics", "executions_status", MONTH),
    Read("/executions/{execution}", "executions_pkey", ONE),
    Read("/executions/{execution}", "executions_pkey", ONE, "editor"),
    Read("/executions/{execution}/steps", "steps_pkey"),
    Read("/audit-logs", "audit_logs_pkey"),
    Read("/audit-logs?action=workflow.created", "audit_logs_action"),
    Read("/audit-logs?user_id={editor}", "audit_logs_user", ONE),
    Read("/audit-logs?resource_id=w76", "audit_logs_resource", ONE),
    Read("/audit-logs?address=10.0.4.4", "audit_logs_address"),
    Read("/audit-logs?request_id=r76", "audit_logs_request", ONE),
    Read("/users", "users_pkey", ALL_MEMBERS),
    Read("/invitations", "invitations_created"),
    Read("/api-keys", "api_keys_user", ONE, "editor"),
    Read("/users/{editor}", "members_user_id", ONE),
    Read("/usage", "usage_pkey", ONE),
    Read("/me", "user_secrets_pkey", ONE, "editor"),
    Read("/me/sessions", "sessions_user_id", ONE, "editor"),
    Read("/me/tenants", "members_user_id", ONE, "editor"),
)
LISTS = tuple(read for read in READS if read.is_list)
