"""Sessions: one sign-in of a person, the tokens that prove it, and how it ends."""

from thaiyyal.features.accounts.sessions.issuer import Grant, TokenIssuer
from thaiyyal.features.accounts.sessions.opening import open_session

__all__ = ["Grant", "TokenIssuer", "open_session"]
