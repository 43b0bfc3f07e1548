"""Every action there is, with what it says. One that is not listed here does not pass the tests."""

from collections.abc import Mapping

ACTIONS: Mapping[str, str] = {
    "audit.exported": "Somebody downloaded the log; the details have the filters.",
    "audit.trimmed": "Retention removed the oldest entries; the details have how many and the "
    "checkpoint.",
    "authorization.refused": "Somebody asked for what they may not do.",
    "tenant.created": "A tenant was made, with its first owner.",
}
"""Action -> a sentence for the reference."""


def actions_below(prefix: str) -> list[str]:
    """Return the actions that begin with ``prefix``.

    >>> actions_below("audit.")
    ['audit.exported', 'audit.trimmed']
    """
    return [action for action in ACTIONS if action.startswith(prefix)]
