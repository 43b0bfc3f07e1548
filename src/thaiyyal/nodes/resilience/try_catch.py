"""Guard the nodes inside: what they give leaves on `ok`, their failure on the error port.

On the error port leaves the fallback value, or, without one, an object with the code, the message
and the node of the error. With `continue_on_error` off the failure is not caught. Without nodes
inside the input leaves on `ok`, whatever it looks like.
"""

from collections.abc import Iterator

from pydantic import Field

from thaiyyal.sdk import (
    BodyDone,
    BodyFailed,
    BodyFailure,
    Boolean,
    Container,
    ContainerRun,
    Context,
    Emit,
    Example,
    FieldProblem,
    Firing,
    Inputs,
    Iteration,
    Json,
    NonEmptyText,
    Params,
    Port,
    RunBody,
    Value,
    hints,
)


class TryCatchParams(Params):
    fallback_value: Json = Field(
        None,
        title="Fallback",
        description="What leaves on the error port; an object with the code, the message and the "
        "node of the error if it is left out.",
        json_schema_extra=hints(shown_when={"continue_on_error": [True]}),
    )
    continue_on_error: Boolean = Field(
        True,
        title="Catch failures",
        description="Off: a failure inside fails this node as well.",
    )
    error_output_path: NonEmptyText = Field(
        "error",
        title="Error port",
        description="The name of the port on which a failure leaves; not `ok`.",
        json_schema_extra=hints(advanced=True, format="port"),
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield a contradiction between the two ports."""
        if self.error_output_path == "ok":
            yield FieldProblem(
                "invalid_field", "error_output_path", 'the port "ok" carries the result'
            )


class TryCatch(Container[TryCatchParams]):
    type = "try_catch"
    label = "Try / catch"
    group = "Error handling & limits"
    icon = "shield-check"
    inputs = Inputs.ONE
    firing = Firing.CHOICE
    outputs = (Port("ok"), Port(field="error_output_path", default="error"))
    facts = ("error_caught",)
    examples = (
        Example(title="Nothing inside, nothing fails", params={}, inputs=[1], out=1, port="ok"),
        Example(title="Null is an input", params={}, inputs=[None], out=None, port="ok"),
    )

    def error_port(self, params: TryCatchParams) -> str | None:
        return params.error_output_path

    def run(self, params: TryCatchParams, value: Value, context: Context) -> ContainerRun:
        if not context.has_body:
            return Emit(value, port="ok", meta={"error_caught": False})
        answer = yield RunBody(Iteration((value,)))
        if isinstance(answer, BodyDone):
            return Emit(answer.value, port="ok", meta={"error_caught": False})
        assert isinstance(answer, BodyFailed)
        if not params.continue_on_error:
            raise BodyFailure(answer.failure)
        caught = params.fallback_value
        if caught is None:
            caught = answer.failure.as_value()
        return Emit(caught, port=params.error_output_path, meta={"error_caught": True})
