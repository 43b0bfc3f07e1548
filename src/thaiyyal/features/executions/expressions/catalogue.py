"""All functions, methods and names of the language, written out once."""

from functools import cache

from thaiyyal.expressions.help import FUNCTIONS_HELP, METHODS_HELP, NAMES_HELP, Help
from thaiyyal.features.routing import WrittenOnce, written_once
from thaiyyal.kernel.values import Value


@cache
def language() -> WrittenOnce:
    """Return the catalogue."""
    return written_once(
        {
            "items": [_item(one) for one in (*FUNCTIONS_HELP, *METHODS_HELP)],
            "names": [
                {"name": one.name, "purpose": one.purpose, "formats": [*one.formats]}
                for one in NAMES_HELP
            ],
            "next_cursor": None,
        }
    )


def _item(one: Help) -> dict[str, Value]:
    return {
        "name": one.name,
        "kind": "function" if one.of is None else "method",
        "of": one.of,
        "signature": one.signature,
        "returns": one.returns,
        "purpose": one.purpose,
        "example": one.example,
    }
