"""A new password by a link that an administrator or the command line makes; it works once."""

from thaiyyal.features.accounts.password_reset.service import create_password_reset_link

__all__ = ["create_password_reset_link"]
