"""Telling processes what has changed, so that they look: ids only, never what became of them.

A notice may be lost with its connection; then everybody is told to look again. Whoever follows
something also looks by itself now and then.
"""

from thaiyyal.store.notices.line import Line, LineLost
from thaiyyal.store.notices.message import CHANNEL, Changed, changed_in, texts_of
from thaiyyal.store.notices.notices import Notices
from thaiyyal.store.notices.postgres import PostgresLine
from thaiyyal.store.notices.subscribers import Subscribers, Subscription

__all__ = [
    "CHANNEL",
    "Changed",
    "Line",
    "LineLost",
    "Notices",
    "PostgresLine",
    "Subscribers",
    "Subscription",
    "changed_in",
    "texts_of",
]
