"""Every setting with its name, kind, default and help, read from the models.

The reference page, the example of an environment file, the names that are understood and what
`thaiyyal doctor` shows all come from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from thaiyyal.settings.kinds import Says
from thaiyyal.settings.model import Settings

PREFIX = "THAIYYAL_"
NESTED = "__"
CONFIG_VARIABLE = PREFIX + "CONFIG"
ANY_NAME = "<name>"

_PLAIN = {str: "text", bool: "true or false", SecretStr: "text"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; ``path`` has ``<name>`` where the user chooses a name."""

    path: str
    kind: str
    help: str
    default: object
    is_required: bool
    is_secret: bool
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.path.upper().replace(".", NESTED)


@dataclass(frozen=True, slots=True)
class SettingGroup:
    """Settings that stand in one table of the file; ``name`` is empty at its top."""

    name: str
    help: str
    settings: tuple[Setting, ...]


@cache
def setting_groups() -> tuple[SettingGroup, ...]:
    """Return all groups in the order of the models."""
    top = [
        _setting(name, field)
        for name, field in Settings.model_fields.items()
        if _model_of(field.annotation) is None
    ]
    groups = [SettingGroup("", "", tuple(top))]
    for name, field in Settings.model_fields.items():
        model = _model_of(field.annotation)
        if model is not None:
            path = f"{name}.{ANY_NAME}" if get_origin(field.annotation) is dict else name
            members = [_setting(f"{path}.{each}", f) for each, f in model.model_fields.items()]
            groups.append(SettingGroup(path, model.__doc__ or "", tuple(members)))
    return tuple(groups)


@cache
def all_settings() -> dict[str, Setting]:
    """Return all settings by their paths."""
    return {setting.path: setting for group in setting_groups() for setting in group.settings}


def find_setting(path: str) -> Setting | None:
    """Return the setting that a path stands for, whatever name the user chose in it."""
    exact = all_settings().get(path)
    if exact is not None or ANY_NAME in path:
        return exact
    parts = path.split(".")
    if len(parts) != 3 or not parts[1]:
        return None
    return all_settings().get(f"{parts[0]}.{ANY_NAME}.{parts[2]}")


def is_group(path: str) -> bool:
    """Whether settings may stand below ``path``."""
    first, _, rest = path.partition(".")
    names = {group.name for group in setting_groups()}
    if rest:
        return "." not in rest and f"{first}.{ANY_NAME}" in names
    return first in names or f"{first}.{ANY_NAME}" in names


def nearest_variable(variable: str) -> str | None:
    """Return the known variable that is spelled most like an unknown one."""
    known = [CONFIG_VARIABLE, *(setting.variable for setting in all_settings().values())]
    known += [f"{s.variable}_FILE" for s in all_settings().values() if s.is_secret]
    return next(iter(get_close_matches(variable.upper(), known, n=1, cutoff=0.7)), None)


def nearest_path(path: str) -> str | None:
    """Return the path of the setting that is spelled most like an unknown one."""
    return next(iter(get_close_matches(path.lower(), all_settings(), n=1, cutoff=0.7)), None)


def _setting(path: str, field: FieldInfo) -> Setting:
    marks = list(_marks(field))
    kind = next((mark.kind for mark in marks if isinstance(mark, Says)), None)
    types = list(_types(field.annotation))
    choices = tuple(str(value) for t in types if get_origin(t) is Literal for value in get_args(t))
    return Setting(
        path=path,
        kind=kind or ("choice" if choices else _PLAIN.get(types[0], "path")),
        help=field.description or "",
        default=None if field.default is PydanticUndefined else field.default,
        is_required=field.is_required(),
        is_secret=SecretStr in types,
        choices=choices,
        least=max((_number(mark.ge) for mark in marks if isinstance(mark, Ge)), default=None),
        most=min((_number(mark.le) for mark in marks if isinstance(mark, Le)), default=None),
    )


def _number(bound: object) -> float:
    return bound if isinstance(bound, int | float) else float(str(bound))


def _marks(field: FieldInfo) -> Iterator[object]:
    """Yield what is noted beside a field's type, also inside ``X | None``."""
    yield from field.metadata
    for part in get_args(field.annotation):
        if get_origin(part) is Annotated:
            for mark in get_args(part)[1:]:
                yield from mark.metadata if isinstance(mark, FieldInfo) else (mark,)


def _types(annotation: object) -> Iterator[type]:
    """Yield the types of an annotation without ``None`` and without notes."""
    if get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from _types(part)
    elif get_origin(annotation) is Annotated:
        yield from _types(get_args(annotation)[0])
    elif annotation is not NoneType:
        yield annotation  # type: ignore[misc]


def _model_of(annotation: object) -> type[BaseModel] | None:
    if get_origin(annotation) is dict:
        annotation = get_args(annotation)[1]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return None
