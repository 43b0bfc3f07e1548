"""What is wrong with a value, in the user's terms and without the value if it is a secret."""

from pydantic_core import ErrorDetails

from thaiyyal.settings.catalogue import find_setting

_LONGEST = 60
_WORDS = {
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be a text",
    "tuple_type": "must be a list, or a text with commas between the parts",
    "path_type": "must be a path",
    "string_too_short": "must not be empty",
    "missing": "is missing",
    "string_pattern_mismatch": "the name must have 1 to 63 of a-z, 0-9, - and _",
}


def message_of(details: ErrorDetails, path: str) -> str:
    """Return what is wrong, and with which value."""
    told = _told(details)
    setting = find_setting(path)
    if details["type"] == "missing" or setting is None or setting.is_secret:
        return told
    return f"{told}, not {_shown(details['input'])}"


def _told(details: ErrorDetails) -> str:
    kind, context = details["type"], details.get("ctx", {})
    match kind:
        case "value_error":
            return str(context["error"])
        case "literal_error":
            return f"must be {context['expected']}"
        case "greater_than_equal":
            return f"must be at least {context['ge']}"
        case "greater_than":
            return f"must be above {context['gt']}"
        case "less_than_equal":
            return f"must be at most {context['le']}"
    return _WORDS.get(kind) or details["msg"].replace("Input should be", "must be")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
