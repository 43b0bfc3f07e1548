"""The page of limits has the values, the settings and the codes of the code."""

import re
from functools import reduce
from typing import Any, cast, get_args

import pytest
from annotated_types import Le

from tests.architecture.repository import ROOT
from thaiyyal.features.accounts.sessions.schemas import MOST_BYTES
from thaiyyal.features.executions.files.incoming import CHUNK_BYTES
from thaiyyal.features.executions.files.jobs import UNTOUCHED_S
from thaiyyal.features.routing import Limit
from thaiyyal.settings import Settings
from thaiyyal.store import connection, pool, unit_of_work
from thaiyyal.store.pool import PoolSettings
from thaiyyal.web import credentials
from thaiyyal.web.errors import STATUS_BY_CODE
from thaiyyal.web.middleware.bodies import CHUNK_TIMEOUT_S
from thaiyyal.web.middleware.path import what_is_wrong
from thaiyyal.web.protocol import ImpatientProtocol
from thaiyyal.web.serving import Patience
from thaiyyal.web.stack import Settings as WebSettings

PAGE = (ROOT / "docs" / "reference" / "limits.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| limit")
]
UNITS = {"KiB": 1024, "MiB": 1024**2, "a minute": 1, "s": 1, "ms": 1, "characters": 1, "": 1}
MOST_ITEMS = next(
    cast(int, found.le) for found in get_args(Limit)[1].metadata if isinstance(found, Le)
)
FIXED: dict[str, float] = {
    "address, names and values of a request's head": ImpatientProtocol.max_head_bytes,
    "fields of a head": ImpatientProtocol.max_head_fields,
    "path": 2_048,
    "credential": credentials._LONGEST,
    "body of a stranger: sign-in, registration, set-up": MOST_BYTES,
    "items of a page": MOST_ITEMS,
    "between two parts of a body": CHUNK_TIMEOUT_S,
    "a file that stopped coming in": UNTOUCHED_S,
    "bytes of a file in memory": CHUNK_BYTES,
    "requests that wait for the one before them": ImpatientProtocol.max_pipelined,
    "requests that wait for a connection": pool._MOST_WAITING,
    "tries of a unit of work": unit_of_work._TRIES,
}
IN_WORDS = {
    "a server that says nothing": f"{connection._GRACE_S:g} s more",
    "a transaction in which nothing happens": "twice as long",
}


def _amount(text: str) -> float:
    number, _, unit = text.partition(" ")
    return float(number.replace(",", "")) * UNITS[unit]


def _setting(name: str) -> Any:
    return reduce(getattr, name.split("."), Settings())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_limit_has_its_value(row: list[str]) -> None:
    name, value, setting, _ = row
    if name in IN_WORDS:
        assert value == IN_WORDS[name]
    elif setting:
        assert _amount(value) == _setting(setting.strip("`"))
    else:
        assert _amount(value) == FIXED[name]


@pytest.mark.parametrize("row", [r for r in ROWS if r[3][:3].isdigit()], ids=lambda row: row[0])
def test_a_limit_has_its_status_and_code(row: list[str]) -> None:
    status, code = row[3].split(" ")

    assert STATUS_BY_CODE.get(code.strip("`"), int(status)) == int(status)
    assert code.strip("`") in (ROOT / "docs" / "reference" / "errors.md").read_text()


def test_no_limit_is_told_that_is_none() -> None:
    assert {*FIXED, *IN_WORDS} == {row[0] for row in ROWS if not row[2]}


def test_every_setting_that_bounds_the_server_is_told() -> None:
    told = set(re.findall(r"`((?:server|database)\.\w+)`", PAGE))
    bounding = {
        f"{group}.{name}"
        for group in ("server", "database")
        for name in type(getattr(Settings(), group)).model_fields
        if re.search(r"_s$|_ms$|^max_|_max$", name)
    }

    assert bounding == told


def test_a_path_is_as_long_as_told() -> None:
    assert what_is_wrong(b"/" * 1 + b"a" * 2_047) is None
    assert what_is_wrong(b"/" * 1 + b"a" * 2_048) is not None


def test_parts_that_are_told_nothing_have_the_values_of_the_settings() -> None:
    server, database, limits = Settings().server, Settings().database, Settings().limits

    assert Patience() == Patience(
        server.header_timeout_s, server.keep_alive_s, server.drain_s, server.send_timeout_s
    )
    assert PoolSettings() == PoolSettings(
        database.pool_min,
        database.pool_max,
        database.pool_timeout_s,
        database.connect_timeout_s,
        database.statement_timeout_s,
        database.slow_statement_ms,
        limits.active_executions,
    )
    assert WebSettings() == WebSettings(
        max_body_bytes=server.max_body_bytes,
        max_json_depth=server.max_json_depth,
        requests_per_minute=limits.requests_per_minute,
        sign_ins_per_minute_address=limits.sign_ins_per_minute_address,
        compress_above_bytes=server.compress_above_bytes,
        body_timeout_s=server.body_timeout_s,
    )
