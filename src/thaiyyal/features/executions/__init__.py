"""Executions of workflows: who starts them, who runs them, who records them, who looks at them."""

from thaiyyal.features.executions.jobs import close_approvals, forget_executions
from thaiyyal.features.executions.plans import Plans
from thaiyyal.features.executions.runner import Runner
from thaiyyal.features.executions.settings import ExecutionSettings

__all__ = ["ExecutionSettings", "Plans", "Runner", "close_approvals", "forget_executions"]
