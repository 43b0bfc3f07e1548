"""However a url is spelled: what is dialled is what was checked, and never anything special."""

import string
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.outbound.spellings import INNER, INNER6, NAMES, OUTER, random_url
from tests.unit.outbound.url_trials import try_urls
from thaiyyal.outbound.redirects import next_request
from thaiyyal.outbound.targets import read_target
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError

_EACH = 1_000


@pytest.mark.parametrize("seed", range(4))
def test_what_is_dialled_was_checked(seed: int) -> None:
    draw = Random(seed)

    trials = try_urls(random_url(draw) for _ in range(_EACH))

    assert trials.wrong == [], f"seed {seed}"
    assert trials.dials >= 30
    assert trials.outcomes["address_blocked"] >= 200
    assert trials.outcomes["bad_url"] >= 200


def test_a_redirect_to_anything_is_followed_to_where_it_was_vetted() -> None:
    draw = Random(11)

    urls = [found for _ in range(_EACH) if (found := followed(random_url(draw))) is not None]
    trials = try_urls(urls)

    assert trials.wrong == []
    assert trials.dials >= 10
    assert [url for url in urls if read_target(url).url != url] == []


def followed(location: str) -> str | None:
    """Return where a redirect leads from a page of a public host, None when it is refused."""
    asked = Request("GET", "https://shop.test/a/b?c=d")
    try:
        following = next_request(asked, Response(302, asked.url, {"location": location}, b""))
    except StepError:
        return None
    return None if following is None else following.url


_PIECES = st.one_of(
    st.sampled_from((*INNER, *OUTER, *NAMES, *(f"[{x}]" for x in INNER6))),
    st.sampled_from((*"@:/\\?#[]%.", "%40", "%2e", "0x7f", "0177", "\uff0e", "\u3002", "\t")),
    st.text(alphabet=string.digits + "xabcdef.", min_size=1, max_size=12),
    st.text(max_size=4),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(("http://", "https://", "HTTP://", "http:", "")), st.lists(_PIECES))
def test_pieces_in_any_order_lead_nowhere_else(scheme: str, pieces: list[str]) -> None:
    trials = try_urls([scheme + "".join(pieces)])

    assert trials.wrong == []
