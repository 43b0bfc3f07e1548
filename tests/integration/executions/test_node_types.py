"""The catalogue of node types over HTTP."""

from thaiyyal.plugins import describe_catalog, load_catalog
from thaiyyal.testing.platform import Platform


def test_the_catalogue_is_that_of_the_program(platform: Platform) -> None:
    member = platform.make_member(platform.make_tenant(), "nothing")

    answer = platform.ask("GET", "/node-types", by=member)

    assert answer.status == 200
    assert answer.json == {**describe_catalog(load_catalog()), "next_cursor": None}


def test_what_is_known_is_not_sent_again(platform: Platform) -> None:
    owner = platform.make_tenant()
    tag = platform.ask("GET", "/node-types", by=owner).headers["etag"]

    def status(known: str) -> int:
        headers = {"If-None-Match": known}
        return platform.ask("GET", "/node-types", by=owner, headers=headers).status

    assert [status(tag), status(f'"x", W/{tag}'), status('"x"'), status("*")] == [
        304,
        304,
        200,
        304,
    ]


def test_the_catalogue_is_for_people_who_are_signed_in(platform: Platform) -> None:
    assert platform.ask("GET", "/node-types").status == 401


def test_a_browser_may_keep_the_catalogue_and_has_to_ask_again(platform: Platform) -> None:
    answer = platform.ask("GET", "/node-types", by=platform.make_tenant())

    assert answer.headers["cache-control"] == "private, no-cache"
