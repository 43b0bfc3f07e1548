"""A region of pure nodes as one Python function.

The text that is compiled here consists of slot numbers and our own names only; parameters and
functions of nodes are constants of the function's module, so no user text becomes code. Long
regions are cut into functions of bounded size.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

from thaiyyal.engine.failures import failure_from
from thaiyyal.engine.frame import DEAD, ROUTED, Frame
from thaiyyal.engine.plan import Body, Incoming, PlanNode, always_live
from thaiyyal.engine.run import RegionContext
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import NO_INPUT, Container, Emit, Inputs, invalid_input, missing_input

CHUNK = 64
_ACCEPTED = {"list": "list", "text": "str", "object": "dict"}
_WORDS = {"list": "a list", "text": "a text", "object": "an object"}
Chunk = Callable[[Frame, list[Any], list[Any], list[float], RegionContext], None]


class Region:
    """Compiled functions for the slots of one unit, run in order."""

    __slots__ = ("_chunks", "slots")

    def __init__(self, body: Body, slots: Sequence[int], run_container: Any) -> None:
        self.slots = tuple(slots)
        self._chunks = [
            _compile_chunk(body, self.slots[at : at + CHUNK], run_container)
            for at in range(0, len(self.slots), CHUNK)
        ]

    def run(self, frame: Frame, context: RegionContext) -> int | None:
        """Run all slots; return the slot that failed with stop, whose error is stored, or None."""
        try:
            for chunk in self._chunks:
                chunk(frame, frame.values, frame.ports, frame.ended, context)
        except Exception as error:
            slot = next(slot for slot in self.slots if frame.ended[slot] == 0.0)
            frame.errors[slot] = failure_from(error, frame.body.nodes[slot].id)
            frame.values[slot] = DEAD
            frame.ended[slot] = time.perf_counter()
            return slot
        return None


def _compile_chunk(body: Body, slots: Sequence[int], run_container: Any) -> Chunk:
    writer = _Writer(body, run_container)
    text = writer.text(slots)
    code = compile(text, "<region>", "exec")
    exec(code, writer.constants)  # nosec B102  # noqa: S102 - our own text: slots, fixed names
    chunk: Chunk = writer.constants["region"]
    return chunk


class _Writer:
    """Writes the function for a few slots; ``constants`` become its globals."""

    def __init__(self, body: Body, run_container: Any) -> None:
        self._body = body
        self._run_container = run_container
        self.constants: dict[str, Any] = {
            "DEAD": DEAD, "NO_INPUT": NO_INPUT, "Emit": Emit, "clock": time.perf_counter,
            "caught": _caught, "invalid_input": invalid_input, "missing_input": missing_input,
            "WORDS": _WORDS, "ROUTED": ROUTED,
        }  # fmt: skip

    def text(self, slots: Sequence[int]) -> str:
        sure = [slot for slot in slots if self._body.certain[slot]]
        lines = ["def region(f, v, p, t, c):", f"    c.run.count({len(sure)})"]
        for slot in slots:
            lines += ["    " + line for line in self._node(self._body.nodes[slot])]
        return "\n".join(lines)

    def _always_live(self, edge: Incoming) -> bool:
        return always_live(self._body.nodes[edge.source], edge.rule, self._body.certain)

    def _node(self, node: PlanNode) -> list[str]:
        slot = node.slot
        if self._body.certain[slot]:
            return [*self._guarded(node, self._steps(node, is_sure=True)), f"t[{slot}] = clock()"]
        self.constants[f"live{slot}"] = _live_inputs(slot)
        inner = ["c.run.count(1)", *self._guarded(node, self._steps(node, is_sure=False))]
        return [
            f"i = live{slot}(f)",
            "if i is None:",
            f"    v[{slot}] = DEAD",
            "else:",
            *["    " + line for line in inner],
            f"t[{slot}] = clock()",
        ]

    def _guarded(self, node: PlanNode, lines: list[str]) -> list[str]:
        policy = node.node.settings.on_error
        if policy == "stop":
            return lines
        return [
            "try:",
            *["    " + line for line in lines],
            "except Exception as error:",
            f"    caught(f, {node.slot}, error, {policy!r})",
        ]

    def _steps(self, node: PlanNode, *, is_sure: bool) -> list[str]:
        kind, slot = node.node.type, node.slot
        call = kind.call
        lines: list[str] = []
        arguments: list[str] = []
        is_container = isinstance(kind, Container)
        prepared = None if is_container else kind.prepare(node.node.params)
        if prepared is None:
            self.constants[f"P{slot}"] = node.node.params
            arguments.append(f"P{slot}")
        if call.takes_input or prepared is not None:
            lines += self._input(node, is_sure=is_sure)
            arguments.append("a")
        if call.takes_context or is_container or prepared is not None:
            lines.append(f"c.at = {slot}")
            arguments.append("c")
        self.constants[f"F{slot}"] = self._function(node, prepared)
        lines.append(f"r = F{slot}({', '.join(arguments)})")
        return [
            *lines,
            "if type(r) is Emit:",
            f"    f.emit({slot}, r)",
            "else:",
            f"    v[{slot}] = r",
        ]

    def _function(self, node: PlanNode, prepared: Any) -> Any:
        kind = node.node.type
        if isinstance(kind, Container):
            return self._run_container(node)
        return prepared or kind.run  # type: ignore[attr-defined]

    def _input(self, node: PlanNode, *, is_sure: bool) -> list[str]:
        kind = node.node.type
        many = kind.inputs in (Inputs.MANY, Inputs.ANY)
        lines = self._gather(node, many=many, is_sure=is_sure)
        if kind.inputs == Inputs.MANY and node.is_entry:
            lines += ["if not a:", "    raise missing_input()"]
        if kind.inputs == Inputs.ONE and node.is_entry:
            lines += ["if a is NO_INPUT:", "    raise missing_input()"]
        if kind.accepts != "any" and not many:
            lines += [
                f"if type(a) is not {_ACCEPTED[kind.accepts]} and a is not NO_INPUT:",
                f"    raise invalid_input('needs ' + WORDS[{kind.accepts!r}] + ' as its input')",
            ]
        return lines

    def _gather(self, node: PlanNode, *, many: bool, is_sure: bool) -> list[str]:
        if node.is_entry:
            return ["a = list(f.inputs)" if many else "a = f.inputs[0] if f.inputs else NO_INPUT"]
        if not is_sure:
            return ["a = i" if many else "a = i[0]"]
        simple = all(self._is_plain(edge) for edge in node.incoming)
        if simple and not many:
            return [f"a = v[{node.incoming[0].source}]"]
        if simple and len(node.incoming) <= CHUNK:
            return [f"a = [{', '.join(f'v[{edge.source}]' for edge in node.incoming)}]"]
        self.constants[f"live{node.slot}"] = _live_inputs(node.slot)
        return [f"a = live{node.slot}(f)" + ("" if many else "[0]")]

    def _is_plain(self, edge: Incoming) -> bool:
        return edge.rule == "any" and self._always_live(edge)


def _live_inputs(slot: int) -> Callable[[Frame], list[Value] | None]:
    def live(frame: Frame) -> list[Value] | None:
        found = list(frame.live_values(slot))
        return found or None

    return live


def _caught(frame: Frame, slot: int, error: Exception, policy: str) -> None:
    frame.fail(slot, failure_from(error, frame.body.nodes[slot].id), policy)
