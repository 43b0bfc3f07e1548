"""Who owns a fresh platform: whoever opens the link, or the person named in the settings."""

from dataclasses import dataclass

from thaiyyal.bootstrap.platform import Platform
from thaiyyal.features.accounts.setup import create_owner_unattended, ensure_setup_link
from thaiyyal.kernel.errors import Kind, ThaiyyalError


class NobodyOwnsThis(ThaiyyalError):
    """A platform without an owner must not be reachable from other machines."""

    code = "no_owner"
    kind = Kind.CONFLICT

    def __init__(self, host: str) -> None:
        super().__init__(
            f"this platform has no owner yet, so it does not listen on {host}: whoever came first "
            "could take it; start it on 127.0.0.1 and open the link, or set THAIYYAL_OWNER_EMAIL "
            "and THAIYYAL_OWNER_PASSWORD"
        )


@dataclass(frozen=True, slots=True)
class FirstOwner:
    """``setup_path``: where the owner is made, when there is none."""

    is_missing: bool
    setup_path: str | None


async def first_owner(platform: Platform) -> FirstOwner:
    """Make the owner that the settings name, or a link for the first one to come."""
    settings = platform.settings
    if settings.owner_email and settings.owner_password:
        await create_owner_unattended(
            platform.database,
            platform.services,
            email=settings.owner_email,
            password=settings.owner_password.get_secret_value(),
        )
    token = await ensure_setup_link(platform.database)
    return FirstOwner(token is not None, None if token is None else f"/setup#token={token}")
