"""Whether a request with a cookie comes from our own pages. Pure.

Browsers say where a request comes from in ``Sec-Fetch-Site`` and ``Origin``; no page can change
what they say. A request that says neither is not believed.
"""

from collections.abc import Collection

from thaiyyal.kernel.authorize import Forbidden


class CrossSite(Forbidden):
    """Another site's page, or nobody knows whose, would use a person's cookie."""

    code = "cross_site"


def require_same_origin(
    *, origin: str | None, fetch_site: str | None, own: str, allowed: Collection[str]
) -> None:
    """Do nothing for our own pages and those of ``allowed``; raises ``CrossSite``.

    ``own``: scheme, host and port that the request was sent to.
    """
    if origin is not None and origin in allowed:
        return
    if fetch_site is not None:
        is_own = fetch_site == "same-origin"
    else:
        is_own = origin is not None and origin == own
    if not is_own:
        raise CrossSite(
            "a request that uses the sign-in cookie has to come from a page of this platform; "
            "programs send the refresh token in the body instead"
        )
