"""Writes configuration.md and .env.example, every setting of the program, from the code.

``python docs/reference/configuration.py`` writes them; with ``--check`` it only says whether they
are what the code gives.
"""

import argparse
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from thaiyyal.settings import Setting, SettingGroup, setting_groups, value_text

PAGE = Path(__file__).with_name("configuration.md")
EXAMPLE = Path(__file__).parents[2] / ".env.example"
_INTRODUCTION = """\
# Configuration

Written by `docs/reference/configuration.py` from the code; change the settings there, not here.

Nothing has to be set. A value comes from, the strongest first:

1. the options of the [command line](command-line.md);
2. the environment: `THAIYYAL_` and the name in capitals, with `__` between group and name. An
   empty variable counts as not set;
3. the TOML file that `--config` or `THAIYYAL_CONFIG` names;
4. the default.

All settings are checked at the start, and everything that is wrong is told at once. An unknown
name is a warning that says which one was probably meant. `thaiyyal doctor` shows every setting with
where it came from.

- **Secrets** (marked so) can also be read from a file:
  `THAIYYAL_DATABASE_URL_FILE=/run/secrets/database` instead of `THAIYYAL_DATABASE_URL`, in the TOML
  file `database_url_file`. Giving both is an error. Or they are a [reference](secrets.md) to where
  they are kept, such as `vault:kv/data/thaiyyal#database_url`. Secrets are shown as `***`.
- **Times** are numbers in the unit that the name ends in, or carry one: `90`, `250ms`, `15m`,
  `12h`, `30d`. **Sizes** likewise: `1024`, `64 KiB`, `10 MiB`, `1 GiB`.
- **Lists** have commas in the environment (`127.0.0.0/8,10.1.0.0/16`), in the TOML file they are
  lists.

```toml
data_dir = "/data"
database_url_file = "/run/secrets/database"

[server]
public_url = "https://flows.example.org"
trusted_proxies = ["10.0.0.0/8"]

[oidc.corp]
issuer = "https://login.example.org"
client_id = "thaiyyal"
client_secret_file = "/run/secrets/corp"
```
"""
_ABOUT_EXAMPLE = """\
# Every setting of Thaiyyal with its default. Written by docs/reference/configuration.py from the
# code. Nothing has to be set: remove the # before what you change.
# Secrets can be read from a file instead: add _FILE to the name and give the file's path.
"""
_DEFAULTS = {"data_dir": "$XDG_DATA_HOME/thaiyyal, else ~/.local/share/thaiyyal"}
_COLUMNS = 98


def page() -> str:
    """Return the reference page."""
    return "\n".join([_INTRODUCTION, *(_table(group) for group in setting_groups())])


def example() -> str:
    """Return the example of an environment file."""
    return "\n".join([_ABOUT_EXAMPLE, *(_lines(group) for group in setting_groups())])


def _table(group: SettingGroup) -> str:
    rows = [f"## `{group.name}`" if group.name else "## General", ""]
    rows += [group.help, ""] if group.help else []
    rows += ["| setting | variable | value | default | meaning |", "|---|---|---|---|---|"]
    rows += [_row(setting) for setting in group.settings]
    return "\n".join(rows) + "\n"


def _row(setting: Setting) -> str:
    name = setting.path.rpartition(".")[2]
    cells = [f"`{name}`", f"`{setting.variable}`", _value(setting), _default(setting), setting.help]
    return f"| {' | '.join(cells)} |"


def _value(setting: Setting) -> str:
    kind = " · ".join(f"`{choice}`" for choice in setting.choices) or setting.kind
    secret = ["secret"] if setting.is_secret else []
    return ", ".join([kind, *_bounds(setting), *secret])


def _bounds(setting: Setting) -> Iterator[str]:
    least, most = (value_text(setting, bound) for bound in (setting.least, setting.most))
    if least and most:
        yield f"{least} to {most}"
    elif least:
        yield f"at least {least}"


def _default(setting: Setting) -> str:
    if setting.is_required:
        return "required"
    text = _DEFAULTS.get(setting.path) or value_text(setting, setting.default)
    return f"`{text}`" if text else ""


def _lines(group: SettingGroup) -> str:
    title = f"# --- {group.name or 'General'}"
    about = [title + (f": {group.help}" if group.help else "")]
    return "\n".join([*about, "", *(line for each in group.settings for line in _entry(each))])


def _entry(setting: Setting) -> Iterator[str]:
    text = setting.help.replace("`", "")
    wanted = _value(setting).replace("`", "").replace(" · ", ", ")
    needed = "; required" if setting.is_required else ""
    yield from textwrap.wrap(
        f"{text} ({wanted}{needed})", _COLUMNS, initial_indent="# ", subsequent_indent="# "
    )
    default = "" if setting.path in _DEFAULTS else value_text(setting, setting.default)
    yield f"#{setting.variable.replace('<NAME>', 'NAME')}={default}"
    yield ""


def main() -> int:
    """Write both, or compare them; 1 when one is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    texts = {PAGE: page(), EXAMPLE: example()}
    if not parser.parse_args().check:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        return 0
    old = [p for p, t in texts.items() if not p.exists() or p.read_text(encoding="utf-8") != t]
    for path in old:
        sys.stderr.write(f"{path.name} is out of date: run docs/reference/configuration.py\n")
    return 1 if old else 0


if __name__ == "__main__":
    raise SystemExit(main())
