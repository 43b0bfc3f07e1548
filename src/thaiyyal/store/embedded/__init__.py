"""The private PostgreSQL of ``thaiyyal serve``: found, created, started, adopted and stopped here.

It listens on a Unix socket in a private folder only; whoever can reach that folder is trusted.
"""

from thaiyyal.store.embedded.attachment import Attached, attach
from thaiyyal.store.embedded.binaries import Installation, find_bundled, find_installed
from thaiyyal.store.embedded.cluster import Options
from thaiyyal.store.embedded.errors import EmbeddedError, EmbeddedInUse
from thaiyyal.store.embedded.server import EmbeddedServer, start_embedded

__all__ = [
    "Attached",
    "EmbeddedError",
    "EmbeddedInUse",
    "EmbeddedServer",
    "Installation",
    "Options",
    "attach",
    "find_bundled",
    "find_installed",
    "start_embedded",
]
