"""Names of limiters and caches: never the same for two, and apart by tenant."""

from uuid import UUID

from thaiyyal.kernel.ids import TenantId
from thaiyyal.sdk.shared_cache import CacheName
from thaiyyal.store.shared.places import Place, cache_of, digest_of, results_of, turns_of

_TENANT = TenantId(UUID(int=1))
_ONE, _OTHER = Place(_TENANT, UUID(int=2)), Place(_TENANT, UUID(int=3))


def test_texts_are_not_glued_together() -> None:
    assert digest_of("a", "bc") != digest_of("ab", "c")
    assert digest_of("a") != digest_of("a", "")


def test_a_text_may_hold_anything() -> None:
    assert digest_of("\0") != digest_of("\ud800")


def test_workflows_have_caches_of_their_own_and_those_of_the_tenant_in_common() -> None:
    mine, tenants = CacheName("workflow", "c"), CacheName("tenant", "c")

    assert cache_of(_ONE, mine) != cache_of(_OTHER, mine)
    assert cache_of(_ONE, tenants) == cache_of(_OTHER, tenants)
    assert len({cache_of(_ONE, mine), cache_of(_ONE, tenants), results_of(_TENANT)}) == 3


def test_a_limiter_starts_anew_with_another_strategy() -> None:
    assert turns_of(_ONE, "n", "fixed_window") != turns_of(_ONE, "n", "token_bucket")
