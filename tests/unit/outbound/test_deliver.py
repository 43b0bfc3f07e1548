"""Messages of an execution: its credentials, its limit, its tenant's rules."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.outbound.mail_servers import HOST, LOCAL, Mailbox, account, client, mail_server
from thaiyyal.outbound import Credential, ExecutionOutbound, PlainOutbound, Policy, Refusal, Rules
from thaiyyal.sdk.context import Mail
from thaiyyal.sdk.errors import StepError

MAIL = Mail("post", ("ann@example.org",), "s", text="t")


class Held:
    """One credential, by the name ``post``."""

    def __init__(self, credential: Credential) -> None:
        self.credential = credential

    async def find(self, name: str) -> Credential | None:
        return self.credential if name == "post" else None

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        return None


def way_out(credential: Credential, rules: Policy = LOCAL, **given: Any) -> ExecutionOutbound:
    async def policy() -> Policy:
        return rules

    given.setdefault("mail", client(found=[["127.0.0.1"]] * 9))
    held = Held(credential)
    return ExecutionOutbound(PlainOutbound(), 2, policy=policy, credentials=held, **given)


def test_a_message_goes_through_the_account_of_its_credential() -> None:
    mailbox = Mailbox()

    async def scenario() -> None:
        async with mail_server(mailbox) as port:
            credential = Credential(hosts=(HOST,), mail=account(port, "tls"))
            await way_out(credential).deliver(MAIL)

    asyncio.run(scenario())

    assert mailbox.envelopes[0].rcpt_tos == ["ann@example.org"]


@pytest.mark.parametrize(
    ("name", "credential"),
    [
        pytest.param("other", Credential(mail=account(1, "tls")), id="of another name"),
        pytest.param("post", Credential(), id="of another kind"),
        pytest.param("post", Credential(hosts=("x.org",), mail=account(1, "tls")), id="elsewhere"),
    ],
)
def test_a_credential_that_does_not_fit_is_unknown(name: str, credential: Credential) -> None:
    with pytest.raises(StepError) as caught:
        asyncio.run(way_out(credential).deliver(replace(MAIL, credential=name)))

    assert caught.value.code == "unknown_credential"


def test_messages_count_among_the_requests() -> None:
    mailbox = Mailbox()

    async def scenario() -> None:
        async with mail_server(mailbox) as port:
            out = way_out(Credential(mail=account(port, "tls")))
            await out.deliver(MAIL)
            await out.deliver(MAIL)
            with pytest.raises(StepError) as caught:
                await out.deliver(MAIL)
            assert caught.value.code == "limit_exceeded"

    asyncio.run(scenario())

    assert len(mailbox.envelopes) == 2


def test_a_refusal_by_the_policy_is_told() -> None:
    told: list[Refusal] = []

    async def tell(refusal: Refusal) -> None:
        told.append(refusal)

    out = way_out(Credential(mail=account(465, "tls")), Rules(), refused=tell)

    with pytest.raises(StepError) as caught:
        asyncio.run(out.deliver(MAIL))

    assert caught.value.code == "address_blocked"
    assert [refusal.host for refusal in told] == [HOST]
