"""Let people decide: the execution waits until one of them approves or rejects.

The decision leaves on `approved` or `rejected`, as an object with `decision`, `by`, `values` (what
was filled into the form) and `comment`. When nobody has decided in time, it leaves on `expired`.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field

from thaiyyal.sdk import (
    NO_INPUT,
    Boolean,
    Effect,
    EffectContext,
    Emit,
    Example,
    FieldProblem,
    Firing,
    Inputs,
    NodeType,
    NonEmptyText,
    Params,
    Port,
    PositiveDuration,
    TemplateText,
    Value,
    hints,
    invalid,
)

ROLE = "role:"


def _approver(text: str) -> str:
    is_role = text.startswith(ROLE) and len(text) > len(ROLE)
    if not is_role and "@" not in text:
        raise invalid(f'"{text[:60]}" is neither an e-mail address nor role: with a role\'s name')
    return text


class FormField(Params):
    """One field that people fill in when they decide."""

    model_config = ConfigDict(title="Field")

    name: NonEmptyText = Field(
        description="What the value is called, in the form and in the decision.",
        json_schema_extra=hints(placeholder="reason"),
    )
    type: Literal["text", "number", "boolean", "choice"] = Field(
        "text",
        title="Kind",
        description="What is filled in.",
        json_schema_extra=hints(
            labels={
                "text": "Text",
                "number": "Number",
                "boolean": "Yes or no",
                "choice": "One of several",
            }
        ),
    )
    required: Boolean = Field(
        False, description="Nobody can approve before it is filled in; anybody can reject."
    )
    options: list[NonEmptyText] = Field(
        default_factory=list,
        title="Choices",
        description="What can be chosen.",
        json_schema_extra=hints(shown_when={"type": ["choice"]}),
    )


class ApprovalParams(Params):
    title: TemplateText = Field(
        description="What is to be decided, in a few words.",
        json_schema_extra=hints(placeholder="Pay {{ input.amount }}?"),
    )
    description: TemplateText | None = Field(
        None, title="Details", description="What one has to know in order to decide."
    )
    form: list[FormField] = Field(
        default_factory=list, description="What is filled in together with the decision."
    )
    approvers: list[Annotated[NonEmptyText, AfterValidator(_approver)]] = Field(
        default_factory=list,
        description=(
            "Who may decide: e-mail addresses of members, or `role:` and the name of a role. "
            "Everybody who may execute the workflow if it is empty."
        ),
        json_schema_extra=hints(format="member"),
    )
    expires: PositiveDuration | None = Field(
        None,
        title="Give up after",
        description="How long to wait for a decision; for ever if it is left out.",
        json_schema_extra=hints(placeholder="48h"),
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield what is wrong between the fields of the form."""
        names: set[str] = set()
        for at, field in enumerate(self.form):
            if field.name in names:
                message = f'two fields of the form are named "{field.name[:60]}"'
                yield FieldProblem("invalid_field", f"form.{at}.name", message)
            names.add(field.name)
            if field.type == "choice" and not field.options:
                path = f"form.{at}.options"
                yield FieldProblem("missing_field", path, f'"{path}" is required for a choice')


class Approval(NodeType[ApprovalParams]):
    type = "approval"
    label = "Approval"
    group = "Waiting"
    icon = "user-check"
    effect = Effect.WAITS
    inputs = Inputs.OPTIONAL
    firing = Firing.CHOICE
    outputs = (Port("approved"), Port("rejected"), Port("expired"))
    facts = ("decision", "by")
    examples = (
        Example(
            title="Nobody decides in time",
            params={"title": "Pay {{ input.amount }}?", "expires": "48h"},
            inputs=[{"amount": 900}],
            out={"decision": "expired", "by": None, "values": {}, "comment": None},
            port="expired",
        ),
        Example(
            title="A form, and who may fill it in",
            params={
                "title": "Which budget?",
                "form": [{"name": "budget", "type": "choice", "options": ["A", "B"]}],
                "approvers": ["role:admin", "ann@example.org"],
                "expires": "2h",
            },
            inputs=[1],
            port="expired",
            out={"decision": "expired", "by": None, "values": {}, "comment": None},
        ),
    )

    async def run(self, params: ApprovalParams, value: Value, context: EffectContext) -> Emit:
        step = context.step_key
        await context.calls.request_approval(step, _request(params, value, context))
        signal = await context.signal(f"approval:{step}", expires_s=params.expires)
        given = {} if signal is None else signal.payload
        return _decided(given if isinstance(given, dict) else {}, is_expired=signal is None)


def _request(params: ApprovalParams, value: Value, context: EffectContext) -> dict[str, Value]:
    given, seen = (None if value is NO_INPUT else value), context.environment
    description = params.description
    form: list[Any] = [field.model_dump() for field in params.form]
    expires_ms = None if params.expires is None else params.expires * 1000
    return {
        "title": params.title.render(given, seen),
        "description": description.render(given, seen) if description is not None else "",
        "form": form,
        "approvers": list(params.approvers),
        "expires_at_ms": None if expires_ms is None else round(context.clock_ms() + expires_ms),
    }


def _decided(given: dict[str, Value], *, is_expired: bool) -> Emit:
    is_approved = given.get("decision") == "approved"
    port = "expired" if is_expired else "approved" if is_approved else "rejected"
    decision: dict[str, Value] = {
        "decision": port,
        "by": given.get("by"),
        "values": given.get("values") or {},
        "comment": given.get("comment"),
    }
    return Emit(decision, port=port, meta={"decision": port, "by": given.get("by")})
