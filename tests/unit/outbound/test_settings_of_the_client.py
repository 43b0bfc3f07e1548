"""What the settings say reaches the client."""

import asyncio

import pytest
from prometheus_client import CollectorRegistry
from pydantic import ValidationError

from tests.unit.outbound.raw_server import failure, raw_server, silent
from thaiyyal.bootstrap.executions import execution_settings
from thaiyyal.bootstrap.outbound import outbound_from
from thaiyyal.sdk.context import Request
from thaiyyal.sdk.errors import StepError
from thaiyyal.settings import Settings
from thaiyyal.settings.outbound import OutboundSettings
from thaiyyal.telemetry.metrics_outbound import OutboundMetrics


def error_with(scheme: str, said: OutboundSettings) -> StepError:
    """Return how a request to a silent server fails."""

    async def main() -> StepError:
        async with raw_server(silent) as port:
            client = outbound_from(said, OutboundMetrics(CollectorRegistry()))
            return await failure(Request("GET", f"{scheme}://127.0.0.1:{port}/"), client)

    return asyncio.run(main())


def test_the_time_of_each_phase_is_that_of_its_setting() -> None:
    first_byte = error_with("http", OutboundSettings(first_byte_s=0.04))
    tls = error_with("https", OutboundSettings(tls_s=0.04))

    assert "took longer than 0.04 s (setting outbound.first_byte_s)" in first_byte.message
    assert "took longer than 0.04 s (setting outbound.tls_s)" in tls.message


def test_a_proxy_that_is_set_is_used() -> None:
    said = OutboundSettings.model_validate({"proxy": "http://127.0.0.1:1"})
    error = error_with("http", said)

    assert error.code == "connect_error"


def test_an_unreadable_proxy_is_refused_when_settings_are_read() -> None:
    with pytest.raises(ValidationError, match="must be written http://host:port"):
        OutboundSettings.model_validate({"proxy": "socks5://127.0.0.1:1"})


def test_the_whole_time_is_a_limit_of_executions() -> None:
    settings = Settings.model_validate({"outbound": {"total_s": 7.0}})

    assert execution_settings(settings).limits.http_step_s == 7.0
