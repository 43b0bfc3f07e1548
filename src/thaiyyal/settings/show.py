"""Values as people write them: sizes and times with their units, secrets as ``***``."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, SecretStr

from thaiyyal.settings.catalogue import Setting, find_setting
from thaiyyal.settings.errors import Origin
from thaiyyal.settings.load import LoadedSettings

MASK = "***"
_SIZES = ((1 << 30, " GiB"), (1 << 20, " MiB"), (1 << 10, " KiB"))
_TIMES = ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s"))


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting as it is; ``value`` is a text that would set it, empty if it is not set."""

    path: str
    value: str
    origin: Origin


def shown_settings(loaded: LoadedSettings) -> Iterator[Shown]:
    """Yield all settings in their order, with where each came from."""
    for path, origin in loaded.origins.items():
        setting = find_setting(path)
        assert setting is not None
        yield Shown(path, value_text(setting, _value_at(loaded.settings, path)), origin)


def value_text(setting: Setting, value: object) -> str:
    """Return the text that sets a setting to ``value``.

    >>> value_text(find_setting("server.max_body_bytes"), 10 * 1024 * 1024)
    '10 MiB'
    """
    match value:
        case None:
            return ""
        case SecretStr():
            return MASK
        case bool():
            return str(value).lower()
        case tuple():
            return ",".join(map(str, value))
        case int() | float() if setting.kind == "bytes":
            return _with_unit(value, _SIZES)
        case int() | float() if setting.kind == "seconds":
            return _with_unit(value, _TIMES)
        case int() if setting.kind == "milliseconds":
            return f"{value}ms"
    return str(value)


def _with_unit(value: float, units: tuple[tuple[int, str], ...]) -> str:
    for size, name in units:
        if value and value % size == 0:
            return f"{value // size:g}{name}"
    return f"{value:.15g}"


def _value_at(settings: BaseModel, path: str) -> object:
    at: object = settings
    for part in path.split("."):
        at = at[part] if isinstance(at, dict) else getattr(at, part)
    return at
