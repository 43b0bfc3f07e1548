"""A name server that changes its mind: looked up once, vetted once, and that is where one goes."""

import asyncio
import ssl
from collections.abc import Callable
from urllib.parse import quote

import pytest
import trustme

from tests.unit.outbound.dialling import recorded_dials
from tests.unit.outbound.echo_server import Echo, echo_server
from tests.unit.outbound.name_server import NameServer, name_server
from thaiyyal.outbound import AddressPolicy, Lists, PlainOutbound, Policy, Rules
from thaiyyal.sdk.context import Request, Response
from thaiyyal.sdk.errors import StepError
from thaiyyal.testing.way_out import WayOut

HERE = AddressPolicy(["127.0.0.0/8", "::1/128"])
CLOUD = "169.254.169.254"
Urls = list[str]


def outcomes(
    urls: Urls, names: NameServer, policy: Policy = HERE, tls: ssl.SSLContext | None = None
) -> list[str]:
    """Send one request after the other; return the bodies, or the codes of what went wrong."""

    async def one(way_out: WayOut, url: str) -> Response:
        return await way_out.send(Request("GET", url))

    async def main() -> list[str]:
        way_out = WayOut(policy, client=PlainOutbound(lookup=names.lookup, tls=tls))
        found = []
        for url in urls:
            try:
                found.append((await one(way_out, url)).body.decode())
            except StepError as error:
                found.append(error.code)
        await way_out.aclose()
        return found

    return asyncio.run(main())


@pytest.mark.parametrize("bad", [[CLOUD], ["10.0.0.1"], ["::ffff:a9fe:a9fe"], ["fd00:ec2::254"]])
def test_a_name_that_changes_is_vetted_again_before_it_is_dialled_again(bad: list[str]) -> None:
    with echo_server() as echo, name_server(["127.0.0.1"], bad) as names:
        url = f"http://rebind.test:{echo.port}/"
        with recorded_dials() as dialled:
            first, second = outcomes([url, url], names)

    assert '"local": "127.0.0.1"' in first
    assert second == "address_blocked"
    assert set(dialled) == {"127.0.0.1"}
    assert names.asked == ["rebind.test."] * 2


def test_one_connection_takes_one_look_up() -> None:
    """Whoever looked up a second time to connect would reach the second address."""
    with echo_server() as echo, name_server(["127.0.0.2"], ["127.0.0.1"]) as names:
        (body,) = outcomes([f"http://rebind.test:{echo.port}/"], names)

    assert '"local": "127.0.0.2"' in body
    assert names.asked == ["rebind.test."]


def test_this_machine_is_not_reached_by_a_name_that_was_public_before() -> None:
    """Nothing is opened here: the first answer is public and refused by the test's own machine."""
    with echo_server() as echo, name_server(["93.184.216.34"], ["127.0.0.1"]) as names:
        url = f"http://rebind.test:{echo.port}/"
        with recorded_dials() as dialled:
            found = outcomes([url, url], names, Rules())

    assert found == ["connect_error", "address_blocked"]
    assert dialled == ["93.184.216.34"]
    assert echo.hosts == []


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1", CLOUD],
        [CLOUD, "127.0.0.1"],
        ["127.0.0.1", "::ffff:10.0.0.1"],
        ["93.184.216.34", "127.0.0.1", "10.0.0.1"],
    ],
)
def test_one_bad_address_among_good_ones_refuses_the_name(answers: list[str]) -> None:
    with echo_server() as echo, name_server(answers) as names, recorded_dials() as dialled:
        found = outcomes([f"http://mixed.test:{echo.port}/"], names)

    assert found == ["address_blocked"]
    assert dialled == []


@pytest.mark.parametrize(
    "then", [lambda port: f"http://rebind.test:{port}/", lambda port: "/again"], ids=["url", "path"]
)
def test_every_redirect_is_looked_up_and_vetted_afresh(then: Callable[[int], str]) -> None:
    with echo_server() as echo, name_server(["127.0.0.1"], [CLOUD]) as names:
        target = quote(then(echo.port), safe="")
        with recorded_dials() as dialled:
            found = outcomes([f"http://rebind.test:{echo.port}/go/{target}"], names)

    assert found == ["address_blocked"]
    assert set(dialled) == {"127.0.0.1"}
    assert len(names.asked) == 2


def test_a_name_without_an_address_does_not_exist() -> None:
    with name_server([]) as names:
        assert outcomes(["http://nothing.test/"], names) == ["dns_error"]


def test_a_denied_name_is_not_even_looked_up() -> None:
    rules = Rules(HERE, tenant=Lists(deny_domains=("rebind.test",)))

    with name_server(["127.0.0.1"]) as names:
        assert outcomes(["http://www.rebind.test/"], names, rules) == ["address_blocked"]

    assert names.asked == []


def served_over_tls(name: str, url_host: str) -> tuple[Echo, str]:
    """Serve with a certificate for ``name``; return what became of a request to ``url_host``."""
    authority = trustme.CA()
    of_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(of_server)
    of_client = ssl.create_default_context()
    authority.configure_trust(of_client)
    with (
        echo_server(["127.0.0.1", "127.0.0.2"], of_server) as echo,
        name_server(["127.0.0.2"], [CLOUD]) as names,
    ):
        (found,) = outcomes([f"https://{url_host}:{echo.port}/"], names, tls=of_client)
    return echo, found


def test_tls_is_agreed_on_with_the_name_at_the_vetted_address() -> None:
    echo, body = served_over_tls("shop.test", "Shop.Test.")

    assert '"local": "127.0.0.2"' in body
    assert echo.server_names == ["shop.test"]
    assert echo.hosts == [f"shop.test:{echo.port}"]


def test_a_certificate_for_another_name_is_not_accepted() -> None:
    echo, code = served_over_tls("other.test", "shop.test")

    assert code == "tls_error"
    assert echo.hosts == []
