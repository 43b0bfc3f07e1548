"""What is counted about requests, for Prometheus. Labels have few values, whatever is asked."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120)


class RequestMetrics:
    """The metrics of one server, in the registry that it is given."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.in_flight = Gauge(
            "thaiyyal_http_requests_in_flight", "Requests being answered.", registry=registry
        )
        self._total = Counter(
            "thaiyyal_http_requests",
            "Requests answered, by the class of their status.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._duration = Histogram(
            "thaiyyal_http_request_duration_seconds",
            "How long answering took.",
            ("method", "route"),
            buckets=_BUCKETS_S,
            registry=registry,
        )
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request. ``route`` is a template, never a path as it was asked for."""
        key = method if method in _METHODS else "other", route, status // 100
        total, duration = self._known.get(key) or self._of(key)
        total.inc()
        duration.observe(seconds)

    def _of(self, key: tuple[str, str, int]) -> tuple[Counter, Histogram]:
        """Return what counts requests of a kind, and keep it: to find it is dear."""
        method, route, kind = key
        found = (
            self._total.labels(method, route, f"{kind}xx"),
            self._duration.labels(method, route),
        )
        self._known[key] = found
        return found
