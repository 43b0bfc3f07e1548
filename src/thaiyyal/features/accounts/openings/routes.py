"""The route that opens a tenant for somebody."""

from pydantic import Field

from thaiyyal.features.accounts.emails import read_email
from thaiyyal.features.accounts.openings.service import Opening, open_tenant
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.routing import Call, Email, Name, Routes, Schema, Tag
from thaiyyal.features.tenancy.tenants.schemas import Slug, Tenant, tenant_from_row
from thaiyyal.kernel.permissions import Access

routes = Routes("platform")


class NewTenant(Schema):
    """What a tenant is to be, and whose."""

    name: Name = Field(examples=["Acme"])
    slug: Slug
    plan: Tag = Field("standard", examples=["standard"])
    owner_email: Email = Field(examples=["owner@example.com"])


class OwnerInvitation(Schema):
    """The link by which the owner makes an account and comes in; shown this once."""

    token: str
    path: str = Field(examples=["/join#token=tho_…"])


class OpenedTenant(Schema):
    """A new tenant. ``invitation`` is null when the owner has an account already."""

    tenant: Tenant
    invitation: OwnerInvitation | None


@routes.route("POST", "/tenants", permission=Access.PLATFORM, status=201, opens_transactions=True)
async def open_tenant_for(call: Call, body: NewTenant) -> OpenedTenant:
    """Make a tenant for somebody.

    Who has an account becomes its owner at once; for others the answer has a link, this once.
    A short name is given once, so that a request sent twice makes one tenant.
    """
    email, lasts = read_email(body.owner_email), call.service(AccountSettings).invitation
    opening = Opening(body.name, body.slug, body.plan, email, lasts)
    row, made = await open_tenant(call.database, call.actor, opening)
    call.headers["Location"] = f"/api/v1/tenants/{row['id']}"
    invitation = None if made is None else OwnerInvitation(token=made.token, path=made.path)
    return OpenedTenant(tenant=tenant_from_row(row), invitation=invitation)
