"""The engine: a valid workflow becomes a plan, a plan is executed. Pure; driven through ports."""

from thaiyyal.engine.compiler import compiler_for
from thaiyyal.engine.driver import Execution, Ports
from thaiyyal.engine.events import ExecutionEvent, Listener, StepEvent
from thaiyyal.engine.plan import Plan, plan_workflow
from thaiyyal.engine.ports import Began, Clock, Entry, Fired, Intent, Journal, Outcome
from thaiyyal.engine.replay import JournalMismatch
from thaiyyal.engine.result import ExecutionResult, Step, error_value

__all__ = [
    "Began",
    "Clock",
    "Entry",
    "Execution",
    "ExecutionEvent",
    "ExecutionResult",
    "Fired",
    "Intent",
    "Journal",
    "JournalMismatch",
    "Listener",
    "Outcome",
    "Plan",
    "Ports",
    "Step",
    "StepEvent",
    "compiler_for",
    "error_value",
    "plan_workflow",
]
