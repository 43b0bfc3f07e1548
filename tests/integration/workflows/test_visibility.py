"""A list shows exactly what may be read, whoever asks; for random people, roles and shares."""

import random
from dataclasses import dataclass
from uuid import UUID

import pytest

from tests.integration.workflows.making import call_of
from thaiyyal.features.routing import CallContext
from thaiyyal.features.workflows import shares_queries
from thaiyyal.features.workflows.checker import packed
from thaiyyal.features.workflows.listing import Filters, page_of
from thaiyyal.features.workflows.service import NewWorkflow, create_workflow
from thaiyyal.features.workflows.workflows import get_workflow
from thaiyyal.kernel.actor import SYSTEM, Actor, ActorKind, TenantScope
from thaiyyal.kernel.authorize import Forbidden, NotFound
from thaiyyal.kernel.ids import RoleId, UserId
from thaiyyal.kernel.permissions import ALLOWED_BY_LEVEL, Level, Permission
from thaiyyal.store.transaction import Transaction
from thaiyyal.testing.platform import Platform

READ, MANAGE = Permission.WORKFLOWS_READ, Permission.WORKFLOWS_MANAGE
RIGHTS = (READ, MANAGE, Permission.WORKFLOWS_UPDATE, Permission.WORKFLOWS_CREATE)


@dataclass(frozen=True)
class Known:
    """A workflow as the test knows it."""

    id: UUID
    owner_id: UserId
    is_private: bool
    shares: dict[UUID, Level]


def may_read(actor: Actor, one: Known) -> bool:
    """The rule in its own words: scope, then ownership, shares, roles."""
    if actor.scopes is not None and READ not in actor.scopes:
        return False
    if one.owner_id == actor.user_id or one.shares.keys() & {actor.user_id, *actor.role_ids}:
        return True
    return READ in actor.permissions and (not one.is_private or MANAGE in actor.permissions)


def some_actor(draw: random.Random, user_id: UserId, roles: list[RoleId]) -> Actor:
    scopes = frozenset(draw.sample(RIGHTS, draw.randint(0, 4))) if draw.random() < 0.4 else None
    return Actor(
        ActorKind.USER if scopes is None else ActorKind.API_KEY,
        user_id=user_id,
        permissions=frozenset(draw.sample(RIGHTS, draw.randint(0, 4))),
        scopes=scopes,
        role_ids=frozenset(draw.sample(roles, draw.randint(0, len(roles)))),
    )


async def some_workflow(
    tx: Transaction, draw: random.Random, users: list[UserId], roles: list[RoleId]
) -> Known:
    owner_id, is_private = draw.choice(users), draw.random() < 0.5
    new = NewWorkflow(
        name=f"w{draw.random()}",
        visibility="private" if is_private else "tenant",
        document=packed({"nodes": [], "edges": []}),
    )
    row = await create_workflow(tx, Actor(ActorKind.USER, user_id=owner_id), new)
    shares = {}
    for party in draw.sample([*users, *roles], draw.choice((0, 0, 1, 3))):
        shares[party] = level = draw.choice(tuple(Level))
        await shares_queries.set_level(
            tx,
            row["id"],
            user_id=party if party in users else None,
            role_id=party if party in roles else None,
            level=level,
            by=SYSTEM.user_id,
        )
    return Known(row["id"], owner_id, is_private, shares)


async def listed(call: CallContext) -> set[UUID]:
    """All that the list shows, over its pages."""
    found: set[UUID] = set()
    cursor = None
    while True:
        try:
            page = await page_of(call, Filters(limit=7, cursor=cursor))
        except Forbidden:
            return found
        found |= {item["id"] for item in page["items"]}
        cursor = page["next_cursor"]
        if cursor is None:
            return found


async def is_shown(call: CallContext, id_: UUID) -> bool:
    """Whether it can be got."""
    call.request.scope["path_params"] = {"workflow_id": str(id_)}
    try:
        await get_workflow(call)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize("seed", range(8))
def test_a_list_shows_exactly_what_may_be_read(platform: Platform, seed: int) -> None:
    draw = random.Random(seed)
    owner = platform.make_tenant()
    users = [owner.id, *(platform.make_member(owner, "no role").id for _ in range(3))]

    async def compare() -> None:
        async with platform.database.begin(TenantScope(owner.tenant_id, owner.id)) as tx:
            roles = [RoleId(row["id"]) for row in await tx.rows("SELECT id FROM roles")]
            known = [await some_workflow(tx, draw, users, roles) for _ in range(25)]
            for user_id in users * 4:
                actor = some_actor(draw, user_id, roles)
                call = call_of(platform, actor, tx)
                expected = {one.id for one in known if may_read(actor, one)}
                assert await listed(call) == expected
                assert {one.id for one in known if await is_shown(call, one.id)} == expected

    platform.run(compare())


@pytest.mark.parametrize("seed", range(3))
def test_what_an_item_says_one_may_do_is_what_one_may_do(platform: Platform, seed: int) -> None:
    draw = random.Random(seed)
    owner = platform.make_tenant()
    users = [owner.id, platform.make_member(owner, "no role").id]

    async def compare() -> None:
        async with platform.database.begin(TenantScope(owner.tenant_id, owner.id)) as tx:
            roles = [RoleId(row["id"]) for row in await tx.rows("SELECT id FROM roles")]
            known = {
                w.id: w for w in [await some_workflow(tx, draw, users, roles) for _ in range(25)]
            }
            actor = Actor(ActorKind.USER, user_id=users[1], role_ids=frozenset(roles[:1]))
            page = await page_of(call_of(platform, actor, tx), Filters(limit=200))
            for item in page["items"]:
                assert set(item["permissions"]) == _shared_or_owned(actor, known[item["id"]])

    platform.run(compare())


def _shared_or_owned(actor: Actor, one: Known) -> frozenset[Permission]:
    """What somebody without any permission of their own may do."""
    if one.owner_id == actor.user_id:
        return ALLOWED_BY_LEVEL[Level.ADMIN]
    levels = [one.shares[p] for p in {actor.user_id, *actor.role_ids} if p in one.shares]
    return frozenset().union(*(ALLOWED_BY_LEVEL[level] for level in levels))
