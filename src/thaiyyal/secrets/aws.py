"""Secrets of AWS Secrets Manager: whole texts, or members of those that are JSON objects."""

import json
from contextlib import suppress

from thaiyyal.secrets.aws_link import AwsLink, AwsProblem
from thaiyyal.secrets.provider import chosen, filled
from thaiyyal.secrets.references import Reference, UnknownSecret


class AwsProvider:
    """Reads the current version of ``shop/prod``."""

    def __init__(self, link: AwsLink) -> None:
        self._link = link

    async def read(self, reference: Reference) -> str:
        """Return a member of a secret, or its text."""
        try:
            answer = await self._link.call("get_secret_value", SecretId=reference.name)
        except AwsProblem as problem:
            raise UnknownSecret(
                f"AWS Secrets Manager gives no secret {reference.name} ({problem.code}): check "
                "the reference, the region, and that it is not about to be deleted"
            ) from None
        text = answer.get("SecretString")
        if not isinstance(text, str):
            raise UnknownSecret(f"the secret {reference.name} is no text but bytes")
        if reference.member is None:
            return filled(reference, text)
        return chosen(reference, _members(text))

    async def check(self) -> str:
        """Ask for a secret that nobody has: the answer tells whether we are let in."""
        with suppress(AwsProblem):
            await self._link.call("get_secret_value", SecretId="thaiyyal/doctor")
        return f"{self._link.place} answers and knows us"

    def close(self) -> None:
        """Let go of the connections."""
        self._link.close()


def _members(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
