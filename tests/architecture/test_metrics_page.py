"""The page of metrics has all metrics of the code, as the code describes them, and no others."""

import re

from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import Metric

from tests.architecture.repository import ROOT
from thaiyyal.bootstrap.metrics import metrics_of
from thaiyyal.settings.working import WorkerSettings
from thaiyyal.store.unit_of_work import Database
from thaiyyal.web.metrics import RequestMetrics

PAGE = (ROOT / "docs" / "reference" / "metrics.md").read_text(encoding="utf-8")
OURS = "thaiyyal_"


def _registry() -> CollectorRegistry:
    registry = metrics_of(Database("host=nowhere"), WorkerSettings()).registry
    RequestMetrics(registry)
    return registry


def _described() -> dict[str, tuple[str, str]]:
    """Return what the tables say: name -> kind, meaning."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.splitlines()
        if line.startswith(f"| `{OURS}")
    ]
    return {row[0].strip("`"): (row[1].partition(",")[0], row[3]) for row in rows if len(row) == 4}


def _labels(metric: Metric, registry: CollectorRegistry) -> set[str]:
    collector = registry._names_to_collectors.get(metric.name)
    return set(getattr(collector, "_labelnames", ()))


def test_every_metric_is_on_the_page_as_the_code_describes_it() -> None:
    found = {
        metric.name: (metric.type, metric.documentation)
        for metric in _registry().collect()
        if metric.name.startswith(OURS)
    }

    assert _described() == found


def test_every_label_is_on_the_page() -> None:
    registry = _registry()
    ours = [metric for metric in registry.collect() if metric.name.startswith(OURS)]

    told = {
        line.split("|")[1].strip().strip("`"): set(re.findall(r"`(\w+)`", line.split("|")[3]))
        for line in PAGE.splitlines()
        if line.startswith(f"| `{OURS}") and line.count("|") == 5
    }

    assert told == {metric.name: _labels(metric, registry) for metric in ours}


def test_what_is_said_of_the_process_is_there() -> None:
    names = {metric.name for metric in _registry().collect()}

    assert set(re.findall(r"`(process_\w+)`", PAGE)) <= names


def test_no_label_names_a_tenant_or_anything_that_users_make() -> None:
    registry = _registry()

    labels = {label for metric in registry.collect() for label in _labels(metric, registry)}

    assert labels == {
        "host_class",
        "method",
        "outcome",
        "route",
        "state",
        "status",
        "trigger",
    }
