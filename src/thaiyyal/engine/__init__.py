"""The engine: a valid workflow becomes a plan, a plan is executed. Pure; driven through ports."""

from thaiyyal.engine.carry_out import step_key
from thaiyyal.engine.commands import Key
from thaiyyal.engine.compiler import compiler_for
from thaiyyal.engine.events import ExecutionEvent, Listener, StepEvent
from thaiyyal.engine.execution import Execution
from thaiyyal.engine.plan import Plan, plan_workflow
from thaiyyal.engine.ports import (
    Armed,
    Began,
    Clock,
    Entry,
    Fired,
    Intent,
    Journal,
    LogLine,
    Outcome,
    Ports,
    Repeat,
    ResultCache,
    Signals,
)
from thaiyyal.engine.replay import JournalMismatch
from thaiyyal.engine.result import ExecutionResult, Step, error_value

__all__ = [
    "Armed",
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
    "Key",
    "Listener",
    "LogLine",
    "Outcome",
    "Plan",
    "Ports",
    "Repeat",
    "ResultCache",
    "Signals",
    "Step",
    "StepEvent",
    "compiler_for",
    "error_value",
    "plan_workflow",
    "step_key",
]
