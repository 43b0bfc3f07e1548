"""Steps, time and sizes of one evaluation."""

import pytest

from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.limits import (
    MAX_LIST,
    MAX_SECONDS,
    MAX_STEPS,
    MAX_TEXT,
    STEPS_BETWEEN_CHECKS,
    Budget,
    fit_list,
    fit_text,
)


@pytest.mark.parametrize("portion", [1_000, 1_024, 4_000_000])
def test_all_steps_may_be_spent_and_not_one_more(portion: int) -> None:
    budget = Budget(lambda: None)
    for _ in range(MAX_STEPS // portion):
        budget.charge(portion)
    budget.charge(MAX_STEPS % portion)

    with pytest.raises(EvaluationError) as caught:
        budget.charge()

    assert caught.value.code == "limit_exceeded"


def test_the_caller_is_asked_regularly_and_may_interrupt() -> None:
    asked = []
    budget = Budget(lambda: asked.append(True))

    for _ in range(10 * STEPS_BETWEEN_CHECKS):
        budget.charge()

    assert len(asked) == 9


def test_an_evaluation_may_last_the_allowed_time_and_not_longer() -> None:
    clock = iter([5.0, 5.0 + MAX_SECONDS, 5.0 + MAX_SECONDS + 0.001])
    budget = Budget(lambda: None, lambda: next(clock))
    budget.check()
    budget.check()

    with pytest.raises(EvaluationError) as caught:
        budget.check()

    assert caught.value.code == "timeout"


def test_sizes_are_allowed_up_to_the_limit() -> None:
    assert fit_text("x" * MAX_TEXT)
    assert fit_list([None] * MAX_LIST)

    with pytest.raises(EvaluationError):
        fit_text("x" * (MAX_TEXT + 1))
    with pytest.raises(EvaluationError):
        fit_list([None] * (MAX_LIST + 1))
