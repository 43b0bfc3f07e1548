"""Where a person who signs in begins. Pure."""

from collections.abc import Sequence

from thaiyyal.kernel.authorize import NotFound, TenantSuspended
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Row


def choose_tenant(memberships: Sequence[Row], wanted: str | None) -> TenantId | None:
    """Return the tenant of this short name or id; without one, the first that is open, or none.

    ``memberships``: rows of ``id``, ``slug``, ``is_open``, ``is_member``, the one used last first.

    Raises:
        NotFound: The person is no active member of the wanted tenant.
        TenantSuspended: It is closed.
    """
    mine = [row for row in memberships if row["is_member"]]
    if wanted is None:
        return next((TenantId(row["id"]) for row in mine if row["is_open"]), None)
    found = next((row for row in mine if wanted in {row["slug"], str(row["id"])}), None)
    if found is None:
        raise NotFound("you are a member of no such tenant; sign in without naming one")
    if not found["is_open"]:
        raise TenantSuspended
    return TenantId(found["id"])
