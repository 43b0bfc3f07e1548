"""send_email on its own: what it hands to the way out, and what it refuses before."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from thaiyyal.nodes.output.send_email import SendEmail
from thaiyyal.sdk import Delivered, Effect, Mail, StepError, Value
from thaiyyal.testing.canned_outbound import CannedOutbound, json_response
from thaiyyal.testing.node_context import NodeContext
from thaiyyal.testing.node_harness import NodeResult, params_of, run_node

DATA = {"credential": "mail", "to": "ann@example.org", "subject": "Hello", "text": "Text"}


@dataclass
class Post(CannedOutbound):
    """Takes messages, and refuses some recipients."""

    refused: tuple[str, ...] = ()
    answering: Any = field(default=lambda request: json_response(request, None))

    async def deliver(self, mail: Mail) -> Delivered:
        self.mails.append(mail)
        return Delivered("<1@example.org>", self.refused)


def send(
    data: dict[str, Any], value: Value = None, *, refused: tuple[str, ...] = ()
) -> tuple[NodeResult, list[Mail]]:
    post = Post(refused=refused)
    context = NodeContext(outbound=post, idempotency_key="key-of-the-step")
    return run_node(SendEmail, {**DATA, **data}, [value], context=context), post.mails


def test_everything_may_be_a_template() -> None:
    data = {
        "to": "{{ input.name }} <{{ input.mail }}>",
        "cc": ["{{ input.others }}", "Zoë <zoe@bücher.example>"],
        "bcc": "{{ input.others }}",
        "subject": "Order {{ input.id }}",
        "text": "Order {{ input.id }}",
        "html": "<b>{{ input.id }}</b>",
        "reply_to": "help+{{ input.id }}@example.org",
        "from": "Sale <shop@example.org>",
        "timeout": "5s",
    }
    value: Value = {
        "name": "Ann",
        "mail": "ann@example.org",
        "id": 7,
        "others": ["b@x.org, c@x.org"],
    }

    _, mails = send(data, value)

    assert mails == [
        Mail(
            credential="mail",
            to=('"Ann" <ann@example.org>',),
            cc=("b@x.org", "c@x.org", '"Zoë" <zoe@xn--bcher-kva.example>'),
            bcc=("b@x.org", "c@x.org"),
            subject="Order 7",
            text="Order 7",
            html="<b>7</b>",
            reply_to="help+7@example.org",
            sender='"Sale" <shop@example.org>',
            message_id="key-of-the-step",
            timeout_s=5.0,
        )
    ]


def test_the_result_tells_who_was_refused() -> None:
    to = ["ann@example.org", "bob@example.org", "Ann <ann@example.org>"]

    result, _ = send({"to": to}, refused=("bob@example.org",))

    assert result.value == {
        "message_id": "<1@example.org>",
        "accepted": ["ann@example.org"],
        "refused": ["bob@example.org"],
    }
    assert result.meta == {"message_id": "<1@example.org>", "accepted": 1, "refused": 1, "ms": 0}


@pytest.mark.parametrize(
    ("data", "value"),
    [
        pytest.param({"subject": "{{ input }}"}, "a\r\nBcc: eve@example.org", id="subject, CRLF"),
        pytest.param({"subject": "{{ input }}"}, "a\0", id="subject, NUL"),
        pytest.param({"subject": "{{ input }}"}, "a" * 999, id="subject, long"),
        pytest.param({"to": "{{ input }}"}, "a@x.org\nBcc: eve@x.org", id="to, LF"),
        pytest.param({"to": "{{ input }}"}, "", id="to, empty"),
        pytest.param({"to": "{{ input }}"}, [], id="to, empty list"),
        pytest.param({"to": "{{ input }}"}, 7, id="to, number"),
        pytest.param({"to": "{{ input }}"}, [["a@x.org"]], id="to, list in a list"),
        pytest.param({"cc": "{{ input }}"}, "nobody", id="cc, no address"),
        pytest.param({"bcc": "{{ input }}"}, "a@x.org b@x.org", id="bcc, no comma"),
        pytest.param({"reply_to": "{{ input }}"}, "a@x.org, b@x.org", id="reply_to, two"),
        pytest.param({"from": "{{ input }}"}, "x@y\r\nz: a", id="from, CRLF"),
    ],
)
def test_what_cannot_be_a_header_is_refused(data: dict[str, Any], value: Value) -> None:
    result, mails = send(data, value)

    assert (result.error, mails) == ("invalid_input", [])


@pytest.mark.parametrize(("number", "error"), [(100, None), (101, "limit_exceeded")])
def test_a_message_has_100_recipients_at_most(number: int, error: str | None) -> None:
    half: list[Value] = [f"a{n}@example.org" for n in range(number)]

    result, _ = send({"to": "{{ input[0] }}", "cc": "{{ input.slice(1) }}"}, half)

    assert result.error == error


@pytest.mark.parametrize(
    "data",
    [
        {"to": 5},
        {"to": []},
        {"to": ""},
        {"to": ["a@x.org", 5]},
        {"to": ["a@x.org"] * 101},
        {"credential": ""},
        {"timeout": "0s"},
    ],
)
def test_parameters_that_are_refused(data: dict[str, Any]) -> None:
    result, mails = send(data)

    assert result.error in {"invalid_field", "unknown_field"}
    assert mails == []


def test_a_message_needs_a_text() -> None:
    result = run_node(SendEmail, {key: DATA[key] for key in ("credential", "to", "subject")}, [1])

    assert result.error == "missing_field"


def test_a_failure_of_the_way_out_is_that_of_the_step() -> None:
    class Broken(Post):
        async def deliver(self, mail: Mail) -> Delivered:
            raise StepError("recipients_refused", "none of them")

    result = run_node(SendEmail, DATA, [1], context=NodeContext(outbound=Broken()))

    assert result.error == "recipients_refused"


def test_a_message_is_never_sent_again() -> None:
    kind = SendEmail()

    assert kind.effect_of(params_of(kind, DATA)) == Effect.WRITES
