"""Credentials: named access to services, sealed with keys of their tenant, bound to hosts."""

from thaiyyal.features.credentials.oauth.keeper import TokenKeeper
from thaiyyal.features.credentials.trial import Trials
from thaiyyal.features.credentials.use import ExecutionCredentials, Learn, Opener, User
from thaiyyal.features.credentials.ways_out import MailCheck, WayOutOf

__all__ = [
    "ExecutionCredentials",
    "Learn",
    "MailCheck",
    "Opener",
    "TokenKeeper",
    "Trials",
    "User",
    "WayOutOf",
]
