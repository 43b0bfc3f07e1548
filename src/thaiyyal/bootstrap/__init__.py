"""The one place where ports meet implementations: for a run without a server, and for a server."""

from thaiyyal.bootstrap.runner import LocalPasses, LocalRunner, SystemClock, check

__all__ = ["LocalPasses", "LocalRunner", "SystemClock", "check"]
