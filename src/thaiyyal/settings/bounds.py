"""Settings of limits, quotas and retention."""

from typing import Annotated

from pydantic import Field

from thaiyyal.settings.kinds import Bytes, Days, Text, Whole, WholeSeconds
from thaiyyal.settings.serving import MIB, Group

Count = Annotated[Whole, Field(ge=1)]


class LimitSettings(Group):
    """What requests and executions may take at most."""

    requests_per_minute: Count = Field(
        600, description="Requests of one user a minute, executions and webhooks not counted."
    )
    sign_ins_per_minute_account: Count = Field(
        5, description="Sign-ins a minute of one account from one address."
    )
    sign_ins_per_minute_address: Count = Field(
        60, description="Sign-ins a minute from one address."
    )
    text_parameter_bytes: Bytes = Field(1 * MIB, description="Longest text in a node's field.")
    execution_s: WholeSeconds = Field(
        300, description="Longest time of an execution whose workflow sets none."
    )
    execution_max_s: WholeSeconds = Field(
        86_400, description="Longest time that a workflow may set for its executions."
    )
    inline_s: Annotated[WholeSeconds, Field(le=600)] = Field(
        120, description="Longest time that a request waits for its execution."
    )
    value_bytes: Bytes = Field(50 * MIB, description="Largest value that is stored or sent.")
    http_calls: Count = Field(
        100, description="HTTP requests of one execution, with redirects, pages and retries."
    )
    response_bytes: Bytes = Field(10 * MIB, description="Largest HTTP response, decoded.")
    active_executions: Count = Field(
        50,
        description="Executions of one tenant at the same time, unless its plan or quota says "
        "otherwise; more wait for their turn.",
    )


class QuotaSettings(Group):
    """What tenants get."""

    default_plan: Text = Field("standard", description="The plan of new tenants.")


class RetentionSettings(Group):
    """How long things are kept, where a tenant says nothing else."""

    audit_days: Days = Field(365, description="How long the audit log is kept.")
    executions_days: Days = Field(30, description="How long finished executions are kept.")
    executions_count: Annotated[Whole, Field(ge=0)] = Field(
        0, description="How many finished executions of a tenant are kept; 0: any number."
    )
    deleted_workflows_days: Days = Field(
        30, description="How long deleted workflows can be brought back."
    )
