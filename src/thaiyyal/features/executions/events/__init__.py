"""Live events of executions, as server-sent events, whichever process runs them."""

from thaiyyal.features.executions.events.settings import StreamSettings
from thaiyyal.features.executions.events.streams import Streams

__all__ = ["StreamSettings", "Streams"]
