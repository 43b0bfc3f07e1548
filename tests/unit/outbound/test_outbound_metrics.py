"""What is counted of requests: classes of hosts and outcomes, never names."""

import asyncio
from ipaddress import ip_address

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from tests.unit.outbound.raw_server import answering, outcome, raw_server, silent
from thaiyyal.outbound import PlainOutbound
from thaiyyal.outbound.addresses import AddressPolicy
from thaiyyal.outbound.host_classes import HostClasses
from thaiyyal.outbound.networks import Address
from thaiyyal.sdk.context import Request
from thaiyyal.telemetry.metrics_outbound import CODES, OutboundMetrics


def counted(registry: CollectorRegistry) -> dict[tuple[str, str], float]:
    return {
        (sample.labels["host_class"], sample.labels["outcome"]): sample.value
        for metric in registry.collect()
        for sample in metric.samples
        if sample.name == "thaiyyal_outbound_requests_total"
    }


def counted_after(answer: bytes, *urls: str) -> CollectorRegistry:
    """Send requests to ``urls``, with {port} for the server's, and return what was counted."""
    registry = CollectorRegistry()
    client = PlainOutbound(metrics=OutboundMetrics(registry))

    async def main() -> None:
        async with raw_server(answering(answer)) as port:
            for url in urls:
                await outcome(Request("GET", url.format(port=port)), client)

    asyncio.run(main())
    return registry


def test_answers_are_counted_by_class_of_status() -> None:
    answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"
    registry = counted_after(answer, "http://127.0.0.1:{port}/", "http://127.0.0.1:{port}/")

    assert counted(registry) == {("allowed", "4xx"): 2.0}
    labels = {"host_class": "allowed"}
    received = registry.get_sample_value("thaiyyal_outbound_received_bytes_total", labels)
    took = registry.get_sample_value("thaiyyal_outbound_request_duration_seconds_count", labels)
    assert (received, took) == (2.0 * len(answer), 2.0)


def test_failures_are_counted_by_their_code() -> None:
    refused = ["http://10.0.0.1/", "http://metadata.google.internal/", "http://169.254.169.254/"]
    registry = counted_after(b"noise\r\n\r\n", "http://127.0.0.1:{port}/", *refused)

    assert counted(registry) == {
        ("allowed", "invalid_response"): 1.0,
        ("refused", "address_blocked"): 3.0,
    }
    assert b"metadata" not in generate_latest(registry)


def test_a_request_that_is_given_up_is_counted() -> None:
    registry = CollectorRegistry()
    client = PlainOutbound(metrics=OutboundMetrics(registry))

    async def main() -> None:
        async with raw_server(silent) as port:
            request = Request("GET", f"http://127.0.0.1:{port}/", timeout_s=0.05)
            await outcome(request, client)

    asyncio.run(main())
    assert counted(registry) == {("allowed", "cancelled"): 1.0}


def test_labels_have_few_values_whatever_comes() -> None:
    registry = CollectorRegistry()
    metrics = OutboundMetrics(registry)
    for status in range(1_000):
        metrics.ended("public", status, 0.1)
    for number in range(1_000):
        metrics.ended("public", f"code_{number}", 0.1)

    outcomes = {outcome for _, outcome in counted(registry)}
    assert outcomes == {"2xx", "3xx", "4xx", "5xx", "other"}
    assert outcomes.isdisjoint(CODES)


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["93.184.216.34"], "public"),
        (["93.184.216.34", "2606:2800:220:1::1"], "public"),
        (["10.0.0.1"], "allowed"),
        (["93.184.216.34", "10.0.0.1"], "allowed"),
    ],
)
def test_a_host_is_public_when_all_its_addresses_are(addresses: list[str], expected: str) -> None:
    classes = HostClasses(None)
    parsed: list[Address] = [ip_address(text) for text in addresses]
    classes.remember("a.example", parsed)

    assert classes.of("a.example") == expected
    assert classes.of("b.example") == "unknown"
    assert AddressPolicy().refusal("10.0.0.1") is not None
