"""Invitations: how people come into a tenant."""

from thaiyyal.features.accounts.invitations.service import (
    Found,
    InvitedSomebodyElse,
    Made,
    accept_invitation,
    find_invitation,
    insert_invitation,
    load_open_invitation,
)

__all__ = [
    "Found",
    "InvitedSomebodyElse",
    "Made",
    "accept_invitation",
    "find_invitation",
    "insert_invitation",
    "load_open_invitation",
]
