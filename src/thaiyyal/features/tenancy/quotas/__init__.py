"""How much a tenant may use, and how much it uses."""

from thaiyyal.features.tenancy.quotas.meter import ExecutionMeter, Meter
from thaiyyal.features.tenancy.quotas.metrics import (
    STANDING,
    Level,
    Metric,
    QuotaExceeded,
    State,
    resets_at_of,
    warning_headers,
)
from thaiyyal.features.tenancy.quotas.take import (
    add,
    check,
    give_back,
    levels_of,
    take,
    take_all,
    warning_of,
)

__all__ = [
    "STANDING",
    "ExecutionMeter",
    "Level",
    "Meter",
    "Metric",
    "QuotaExceeded",
    "State",
    "add",
    "check",
    "give_back",
    "levels_of",
    "resets_at_of",
    "take",
    "take_all",
    "warning_headers",
    "warning_of",
]
