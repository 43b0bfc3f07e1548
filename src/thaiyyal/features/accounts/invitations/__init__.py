"""Invitations: how people come into a tenant."""

from thaiyyal.features.accounts.invitations.service import (
    Found,
    InvitationClosed,
    InvitedSomebodyElse,
    Made,
    accept_invitation,
    find_invitation,
    insert_invitation,
    load_open_invitation,
)

__all__ = [
    "Found",
    "InvitationClosed",
    "InvitedSomebodyElse",
    "Made",
    "accept_invitation",
    "find_invitation",
    "insert_invitation",
    "load_open_invitation",
]
