"""What a process counts about requests of workflows, for Prometheus: never the name of a host."""

from prometheus_client import CollectorRegistry, Counter, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
CODES = frozenset(
    {
        "address_blocked",
        "bad_url",
        "cancelled",
        "connect_error",
        "dns_error",
        "invalid_input",
        "invalid_response",
        "response_too_large",
        "timeout",
        "tls_error",
    }
)
"""Outcomes that are not a class of status; everything else is ``other``."""


class OutboundMetrics:
    """Counts the exchanges of this process with other hosts."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "thaiyyal_outbound_requests",
            "Requests of workflows, each redirect and repetition counted, by how they ended.",
            ("host_class", "outcome"),
            registry=registry,
        )
        self._seconds = Histogram(
            "thaiyyal_outbound_request_duration_seconds",
            "How long such requests took, refused ones aside.",
            ("host_class",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._bytes = Counter(
            "thaiyyal_outbound_received_bytes",
            "Bytes that came in answer, headers and codings included.",
            ("host_class",),
            registry=registry,
        )
        self._ended: dict[tuple[str, int | str], Counter] = {}
        self._took: dict[str, Histogram] = {}
        self._came: dict[str, Counter] = {}

    def ended(self, host_class: str, outcome: int | str, seconds: float) -> None:
        """Count an exchange. ``outcome``: the status, or the code of the error."""
        counter = self._ended.get((host_class, outcome))
        if counter is None:
            counter = self._requests.labels(host_class, _label(outcome))
            if len(self._ended) < 1_000:
                self._ended[host_class, outcome] = counter
        counter.inc()
        if host_class == "refused":
            return
        histogram = self._took.get(host_class)
        if histogram is None:
            histogram = self._took[host_class] = self._seconds.labels(host_class)
        histogram.observe(seconds)

    def received(self, host_class: str, number: int) -> None:
        """Count bytes that came."""
        counter = self._came.get(host_class)
        if counter is None:
            counter = self._came[host_class] = self._bytes.labels(host_class)
        counter.inc(number)


def _label(outcome: int | str) -> str:
    if isinstance(outcome, int):
        return f"{outcome // 100}xx" if 200 <= outcome < 600 else "other"
    return outcome if outcome in CODES else "other"
