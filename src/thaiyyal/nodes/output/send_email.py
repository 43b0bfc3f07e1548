"""Send an e-mail through the mail server that a credential names.

Addresses are texts such as `ann@example.org` or `Ann <ann@example.org>`: one, several with commas
between them, or a list; templates work everywhere. The message has a plain text, an HTML text or
both; a value put into the HTML text is not escaped, so put no text of strangers there.

What leaves tells whom the server took the message for. When it refused everybody, the step fails.
A message is sent once: when it is unknown whether the server has taken it, nobody sends it again.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import (
    NO_INPUT,
    Effect,
    EffectContext,
    Emit,
    Example,
    FieldProblem,
    Inputs,
    Mail,
    NodeType,
    NonEmptyText,
    Params,
    PositiveDuration,
    StepError,
    TemplateText,
    hints,
    invalid,
    invalid_input,
)
from thaiyyal.sdk.environment import Environment
from thaiyyal.sdk.mail_addresses import check_header, read_address, split_addresses

MAX_RECIPIENTS = 100


def _addresses(value: Any, info: ValidationInfo) -> list[TemplateText]:
    given = value if isinstance(value, list) else [value]
    if not given or not all(isinstance(each, str) and each for each in given):
        raise invalid("must be a text or a list of texts, none of them empty")
    if len(given) > MAX_RECIPIENTS:
        raise invalid(f"has more than {MAX_RECIPIENTS} addresses")
    return [TemplateText.read(each, info) for each in given]


Addresses = Annotated[
    list[TemplateText],
    PlainValidator(_addresses),
    WithJsonSchema({"type": ["string", "array"], "format": "templated-json"}),
]


class SendEmailParams(Params):
    credential: NonEmptyText = Field(
        description="The credential of the mail server.",
        json_schema_extra=hints(format="credential", credential_kinds=("smtp",)),
    )
    to: Addresses = Field(
        description="Whom the message is for: addresses with commas between them, or a list.",
        json_schema_extra=hints(
            format="email-template", placeholder="Ann <ann@example.org>, {{ input.email }}"
        ),
    )
    cc: Addresses | None = Field(
        None,
        title="Copy to",
        description="Who gets a copy that all recipients see.",
        json_schema_extra=hints(advanced=True, format="email-template"),
    )
    bcc: Addresses | None = Field(
        None,
        title="Blind copy to",
        description="Who gets a copy that nobody else sees.",
        json_schema_extra=hints(advanced=True, format="email-template"),
    )
    subject: TemplateText = Field(
        description="The subject of the message, one line.",
        json_schema_extra=hints(placeholder="Order {{ input.id }}"),
    )
    text: TemplateText | None = Field(
        None, description="The message as plain text. Give text, HTML or both."
    )
    html: TemplateText | None = Field(
        None,
        description="The message as HTML. Values are put in as they are: no text of strangers.",
        json_schema_extra=hints(format="html-template"),
    )
    reply_to: TemplateText | None = Field(
        None,
        description="The address that answers go to.",
        json_schema_extra=hints(advanced=True, format="email-template"),
    )
    sender: TemplateText | None = Field(
        None,
        alias="from",
        title="From",
        description="Who sends, with a name if wanted; the address of the credential if it is left "
        "out.",
        json_schema_extra=hints(
            advanced=True, format="email-template", placeholder="Shop <shop@example.org>"
        ),
    )
    timeout: PositiveDuration = Field(
        30.0,
        description="The longest time for handing the message over.",
        json_schema_extra=hints(advanced=True),
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield what is missing: the message."""
        if self.text is None and self.html is None:
            message = 'the message is missing: give "text", "html" or both'
            yield FieldProblem("missing_field", "text", message, ("html",))


class SendEmail(NodeType[SendEmailParams]):
    type = "send_email"
    label = "Send e-mail"
    group = "Output"
    icon = "mail"
    effect = Effect.WRITES
    inputs = Inputs.OPTIONAL
    facts = ("message_id", "accepted", "refused", "ms")
    examples = (
        Example(
            title="A credential that is not there",
            params={
                "credential": "mail",
                "to": "Ann <ann@example.org>",
                "subject": "Order {{ input.id }}",
                "text": "It has left the house.",
            },
            inputs=[{"id": 7}],
            error="unknown_credential",
        ),
        Example(
            title="A subject has one line",
            params={
                "credential": "mail",
                "to": ["ann@example.org", "bob@example.org"],
                "subject": "{{ input }}",
                "html": "<p>Hello</p>",
            },
            inputs=["Hello\nBcc: eve@example.org"],
            error="invalid_input",
        ),
    )

    async def run(self, params: SendEmailParams, value: Value, context: EffectContext) -> Emit:
        given = None if value is NO_INPUT else value
        mail = _mail(params, given, context)
        recipients = _recipients(mail)
        started_ms = context.clock_ms()
        delivered = await context.outbound.deliver(mail)
        refused = [each for each in recipients if each in delivered.refused]
        accepted = [each for each in recipients if each not in delivered.refused]
        facts: dict[str, object] = {
            "message_id": delivered.message_id,
            "accepted": len(accepted),
            "refused": len(refused),
            "ms": context.clock_ms() - started_ms,
        }
        result: dict[str, Value] = {
            "message_id": delivered.message_id,
            "accepted": list[Value](accepted),
            "refused": list[Value](refused),
        }
        return Emit(result, meta=facts)


def _mail(params: SendEmailParams, value: Value, context: EffectContext) -> Mail:
    seen = context.environment

    def rendered(text: TemplateText | None) -> str | None:
        return None if text is None else text.render(value, seen)

    def address(text: TemplateText | None, field: str) -> str | None:
        written = rendered(text)
        return str(read_address(written, field=field)) if written else None

    subject = params.subject.render(value, seen)
    check_header(subject, field="subject")
    return Mail(
        credential=params.credential,
        to=_listed(params.to, value, seen, field="to"),
        cc=_listed(params.cc, value, seen, field="cc"),
        bcc=_listed(params.bcc, value, seen, field="bcc"),
        subject=subject,
        text=rendered(params.text),
        html=rendered(params.html),
        reply_to=address(params.reply_to, "reply_to"),
        sender=address(params.sender, "from"),
        message_id=context.idempotency_key,
        timeout_s=params.timeout,
    )


def _listed(
    texts: list[TemplateText] | None, value: Value, environment: Environment, *, field: str
) -> tuple[str, ...]:
    found: list[str] = []
    for text in texts or ():
        written = text.call(value, environment)
        for part in written if isinstance(written, list) else [written]:
            if not isinstance(part, str):
                raise invalid_input(f'"{field}" must give texts with addresses, or lists of them')
            found += split_addresses(part, field=field)
        if len(found) > MAX_RECIPIENTS:
            raise _too_many()
    return tuple(str(read_address(part, field=field)) for part in found)


def _recipients(mail: Mail) -> list[str]:
    all_of_them = (*mail.to, *mail.cc, *mail.bcc)
    mailboxes = [read_address(each, field="to").mailbox for each in all_of_them]
    unique = list(dict.fromkeys(mailboxes))
    if not mail.to:
        raise invalid_input('"to" is empty here; the message needs somebody whom it is for')
    if len(unique) > MAX_RECIPIENTS:
        raise _too_many()
    return unique


def _too_many() -> StepError:
    return StepError(
        "limit_exceeded", f"a message has at most {MAX_RECIPIENTS} recipients; send several"
    )
