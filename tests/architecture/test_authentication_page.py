"""The page on authentication has every route of accounts, and examples that fit."""

import json
import re
import shlex
from typing import Any

import pytest
from pydantic import BaseModel

from tests.architecture.repository import ROOT
from thaiyyal.features.accounts.routes import ALL
from thaiyyal.features.accounts.settings import AccountSettings
from thaiyyal.features.routing import Route

PAGE = (ROOT / "docs/reference/authentication.md").read_text(encoding="utf-8")
OWN = [route for route in ALL if route.tag in {"auth", "account"}]
_SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMANDS = [
    shlex.split(line)
    for block in _SHELL.findall(PAGE)
    for line in block.replace("\\\n", " ").splitlines()
]


def method_of(command: list[str]) -> str:
    return command[command.index("-X") + 1] if "-X" in command else "GET"


def route_of(command: list[str]) -> Route | None:
    """Return the route that an example asks."""
    address = next(part for part in command if part.startswith("$URL")).removeprefix("$URL")
    path = re.sub(r"\$[A-Z_]+", "{}", address.partition("?")[0])
    found = {(route.method, re.sub(r"\{\w+\}", "{}", route.path)): route for route in ALL}
    return found.get((method_of(command), path))


@pytest.mark.parametrize("route", OWN, ids=lambda route: route.name)
def test_every_route_is_named(route: Route) -> None:
    assert f"`{route.method} {route.path}`" in " ".join(PAGE.split())


@pytest.mark.parametrize(
    "route", [route for route in OWN if "oidc" not in route.path], ids=lambda route: route.name
)
def test_every_route_has_an_example(route: Route) -> None:
    assert route in [route_of(command) for command in _COMMANDS]


@pytest.mark.parametrize("command", _COMMANDS, ids=lambda command: " ".join(command)[:60])
def test_the_body_of_an_example_fits(command: list[str]) -> None:
    route = route_of(command)
    body = command[command.index("-d") + 1] if "-d" in command else None
    if route is None or body is None:
        assert body is None
        return

    shape: Any = next(
        kind
        for kind in _kinds(route.handler.__annotations__["body"])
        if isinstance(kind, type) and issubclass(kind, BaseModel)
    )

    assert shape.model_validate(json.loads(body))


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__args__", (annotation,))


def test_the_lifetimes_are_those_of_the_code() -> None:
    settings = AccountSettings()

    assert f"| access token | {settings.access_token.seconds // 60} minutes |" in PAGE
    assert f"| session, unused | {settings.session.days} days after the last refresh |" in PAGE
    assert f"| session, used | {settings.session_at_most.days} days |" in PAGE
    assert f"| set-up link | {settings.setup_link.days} days" in PAGE
    assert f"| link for a new password | {settings.password_reset.seconds // 3600} hour |" in PAGE
