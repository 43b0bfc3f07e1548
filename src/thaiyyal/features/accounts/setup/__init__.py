"""The first owner of a platform: by a one-time link, or unattended from the settings."""

from thaiyyal.features.accounts.setup.service import (
    create_owner_unattended,
    ensure_setup_link,
    is_set_up,
)

__all__ = ["create_owner_unattended", "ensure_setup_link", "is_set_up"]
