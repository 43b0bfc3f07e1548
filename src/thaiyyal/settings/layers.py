"""Where settings come from: flags, the environment, a TOML file. Each becomes values by path."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from thaiyyal.settings.catalogue import (
    CONFIG_VARIABLE,
    NESTED,
    PREFIX,
    find_setting,
    is_group,
    nearest_path,
    nearest_variable,
)
from thaiyyal.settings.errors import Origin, SettingProblem

_FILE = "_file"
_LARGEST_SECRET = 64 * 1024
_LARGEST_FILE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Given:
    """A value as it was written, and where."""

    value: object
    origin: Origin


@dataclass(slots=True)
class Layer:
    """What one source says: values by path, and what is wrong or odd about it."""

    values: dict[str, Given] = field(default_factory=dict)
    problems: list[SettingProblem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, path: str, value: object, origin: Origin) -> bool:
        """Take a value in, reading the file that it names; False for an unknown path."""
        secret = _secret_beside(path)
        if secret is None and find_setting(path) is None:
            return False
        if secret is None:
            self._set(path, value, origin)
            return True
        try:
            self._set(secret, _secret_in(Path(str(value))), origin)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            # Not the path: a secret may have been put where its file should be named.
            told = f"the file it names cannot be read: {reason}"
            self.problems.append(SettingProblem(secret, origin, told))
        return True

    def _set(self, path: str, value: object, origin: Origin) -> None:
        if path in self.values:
            both = f"is given twice, also by {self.values[path].origin}; keep one"
            self.problems.append(SettingProblem(path, origin, both))
        self.values[path] = Given(value, origin)


def layer_of_flags(flags: Mapping[str, object]) -> Layer:
    """Return what the command line says; None is an option that was not given."""
    layer = Layer()
    for path, value in flags.items():
        option = f"--{path.rpartition('.')[2].replace('_', '-')}"
        if value is not None and not layer.add(path, value, Origin("flag", option)):
            raise ValueError(f"no setting is named {path}")
    return layer


def layer_of_environment(environ: Mapping[str, str]) -> Layer:
    """Return what the environment says; an empty variable counts as not set."""
    layer = Layer()
    for variable, value in environ.items():
        if not variable.startswith(PREFIX) or variable == CONFIG_VARIABLE or not value:
            continue
        name = variable.removeprefix(PREFIX)
        path = name.lower().replace(NESTED, ".")
        known = name.isupper() and layer.add(path, value, Origin("environment", variable))
        if not known:
            near = nearest_variable(variable)
            hint = f"; did you mean {near}?" if near else ""
            layer.warnings.append(f"{variable} is no setting and is ignored{hint}")
    return layer


def layer_of_file(path: Path) -> Layer:
    """Return what a TOML file says."""
    layer = Layer()
    origin = Origin("file", str(path))
    try:
        tables = tomllib.loads(_text_of(path, _LARGEST_FILE))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        layer.problems.append(SettingProblem("", origin, f"{origin} cannot be read: {reason}"))
        return layer
    for name, value in _leaves(tables):
        if is_group(name):
            layer.problems.append(SettingProblem(name, origin, f"must be a table, [{name}]"))
        elif not layer.add(name, value, _origin_in(path, name)):
            near = nearest_path(name)
            hint = f"; did you mean {near}?" if near else ""
            layer.warnings.append(f"{name} in {path} is no setting and is ignored{hint}")
    return layer


def _origin_in(path: Path, name: str) -> Origin:
    """Return the file, with the name that leads on to another one."""
    return Origin("file", f"{path} ({name})" if _secret_beside(name) else str(path))


def _leaves(tables: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    pending = list(tables.items())
    while pending:
        name, value = pending.pop(0)
        if isinstance(value, dict) and is_group(name):
            pending[:0] = [(f"{name}.{key}", inner) for key, inner in value.items()]
        else:
            yield name, value


def _secret_beside(path: str) -> str | None:
    """Return the path of the secret that ``…_file`` stands for."""
    if not path.endswith(_FILE) or find_setting(path) is not None:
        return None
    setting = find_setting(path.removesuffix(_FILE))
    return path.removesuffix(_FILE) if setting is not None and setting.is_secret else None


def _secret_in(path: Path) -> str:
    text = _text_of(path, _LARGEST_SECRET).rstrip("\r\n")
    if not text:
        raise ValueError("the file is empty")
    return text


def _text_of(path: Path, most: int) -> str:
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError(f"the file is larger than {most // 1024} KiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("the file is no UTF-8 text") from None
