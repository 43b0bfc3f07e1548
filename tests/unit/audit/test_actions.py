"""No action is recorded that the reference does not explain, and none is explained in vain."""

import re

from tests.unit.audit.source import recorded_actions, unreadable_changes
from thaiyyal.features.audit.actions import ACTIONS


def test_every_action_that_is_recorded_is_listed() -> None:
    unlisted = [(action, where) for action, where in recorded_actions() if action not in ACTIONS]

    assert unlisted == []


def test_every_action_that_is_listed_is_recorded() -> None:
    recorded = {action for action, _ in recorded_actions()}

    assert sorted(ACTIONS.keys() - recorded) == []


def test_no_action_is_put_together_from_parts() -> None:
    assert list(unreadable_changes()) == []


def test_actions_are_in_order_and_named_thing_dot_verb() -> None:
    assert list(ACTIONS) == sorted(ACTIONS)
    assert [name for name in ACTIONS if not re.fullmatch(r"[a-z_]+\.[a-z_]+", name)] == []


def test_every_action_has_a_sentence() -> None:
    assert [name for name, text in ACTIONS.items() if not re.fullmatch(r"[A-Z].+\.", text)] == []
