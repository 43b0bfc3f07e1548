"""Putting settings together: flags beat the environment, which beats the file and the defaults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from thaiyyal.settings.catalogue import ANY_NAME, CONFIG_VARIABLE, all_settings, find_setting
from thaiyyal.settings.errors import DEFAULT, Origin, SettingProblem, SettingsError
from thaiyyal.settings.layers import (
    Given,
    Layer,
    layer_of_environment,
    layer_of_file,
    layer_of_flags,
)
from thaiyyal.settings.model import Settings, default_data_dir
from thaiyyal.settings.references import resolved
from thaiyyal.settings.rules import RULES
from thaiyyal.settings.wording import message_of

_UNREADABLE = ""  # the path of problems with a whole source


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings, where each came from (by path), and what was odd about their sources."""

    settings: Settings
    origins: Mapping[str, Origin]
    warnings: tuple[str, ...] = ()


def load_settings(
    flags: Mapping[str, object],
    environ: Mapping[str, str],
    config_path: Path | None = None,
) -> LoadedSettings:
    """Return the settings.

    Args:
        flags: Values of command line options by path (``server.port``); None is not given.
        environ: The environment.
        config_path: A TOML file; without it the one that ``THAIYYAL_CONFIG`` names.

    Raises:
        SettingsError: With every problem of every source; unavailable when all that is wrong is
            that secrets could not be asked for.
    """
    layers = _layers(flags, environ, config_path)
    given = {path: value for layer in layers for path, value in layer.values.items()}
    problems = [problem for layer in layers for problem in layer.problems]
    given = resolved(given, problems)
    settings = _validated(given, environ, problems)
    if problems:
        raise SettingsError(problems)
    warnings = tuple(warning for layer in layers for warning in layer.warnings)
    return LoadedSettings(settings, _origins(settings, given), warnings)


def _layers(
    flags: Mapping[str, object], environ: Mapping[str, str], config_path: Path | None
) -> list[Layer]:
    """Return the sources, the weakest first."""
    named = environ.get(CONFIG_VARIABLE)
    file = config_path or (Path(named) if named else None)
    layers = [layer_of_file(file)] if file else []
    return [*layers, layer_of_environment(environ), layer_of_flags(flags)]


def _validated(
    given: Mapping[str, Given], environ: Mapping[str, str], problems: list[SettingProblem]
) -> Settings:
    """Return the settings, noting problems; what is wrong is replaced by its default.

    So the rules between settings are tried on all that are valid, in the same pass.
    """
    values: dict[str, Given] = {"data_dir": Given(default_data_dir(environ), DEFAULT), **given}
    wrong = {problem.path for problem in problems}
    try:
        settings = Settings.model_validate(_nested(values))
    except ValidationError as error:
        problems += _problems_of(error, values, wrong)
        wrong |= {problem.path for problem in problems}
        settings = Settings.model_validate(_nested(_without(values, wrong)))
    if _UNREADABLE not in wrong:
        problems += _broken_rules(settings, values, wrong)
    return settings


def _problems_of(
    error: ValidationError, values: Mapping[str, Given], known: set[str]
) -> Iterator[SettingProblem]:
    for details in error.errors(include_url=False):
        path = _path_of(details, values)
        if path not in known:
            yield SettingProblem(path, _origin_of(path, values), message_of(details, path))


def _broken_rules(
    settings: Settings, values: Mapping[str, Given], wrong: set[str]
) -> Iterator[SettingProblem]:
    for rule in RULES:
        if wrong.isdisjoint(rule.paths) and rule.broken(settings):
            given = next((path for path in rule.paths if path in values), rule.paths[0])
            yield SettingProblem(rule.paths[0], _origin_of(given, values), rule.message)


def _without(values: Mapping[str, Given], wrong: set[str]) -> dict[str, Given]:
    """Leave out wrong values; with one of them the whole provider, which needs all of its own."""
    providers = {f"{path.rpartition('.')[0]}." for path in wrong if path.startswith("oidc.")}
    return {
        path: value
        for path, value in values.items()
        if path not in wrong and not path.startswith(tuple(providers))
    }


def _nested(values: Mapping[str, Given]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, given in values.items():
        *groups, name = path.split(".")
        table = tree
        for group in groups:
            table = table.setdefault(group, {})
        table[name] = given.value
    return tree


def _path_of(details: ErrorDetails, values: Mapping[str, Given]) -> str:
    """Return the path of the setting at fault; places inside a list are the list's."""
    parts = [str(part) for part in details["loc"]]
    paths = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    known = (path for path in paths if path in values or find_setting(path) is not None)
    return next(known, paths[0].removesuffix(".[key]"))


def _origin_of(path: str, values: Mapping[str, Given]) -> Origin:
    if path in values:
        return values[path].origin
    beside = path.rpartition(".")[0] + "."
    near = (given.origin for other, given in values.items() if other.startswith(beside))
    return next(near, DEFAULT) if path.startswith("oidc.") else DEFAULT


def _origins(settings: Settings, given: Mapping[str, Given]) -> Mapping[str, Origin]:
    found: dict[str, Origin] = {}
    for pattern in all_settings():
        names = _names_in(settings, pattern)
        for path in (pattern.replace(ANY_NAME, name) for name in names):
            found[path] = given[path].origin if path in given else DEFAULT
    return MappingProxyType(found)


def _names_in(settings: Settings, pattern: str) -> list[str]:
    """Return the names that users chose where the path of a setting has any name."""
    if ANY_NAME not in pattern:
        return [ANY_NAME]
    return list(getattr(settings, pattern.partition(".")[0]))
