"""The stores of shared state over a real database and a real Redis."""

from collections.abc import Iterator

import pytest

from thaiyyal.testing.redis_server import MISSING, RedisServer, find_redis, temporary_redis


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    program = find_redis()
    if program is None:
        pytest.skip(MISSING)
    with temporary_redis(program) as server:
        yield server
