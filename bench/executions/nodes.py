"""Effects that cost nothing, so that what stands around them is measured.

`bench_effect` passes its input on and counts; `bench_fibo` computes a Fibonacci number the slow way
and adds the seconds it took to its input. Both say that they write, so each is journaled.
"""

import itertools
import time

from pydantic import Field

from thaiyyal.sdk import NO_INPUT, Effect, EffectContext, Inputs, Integer, NodeType, Params, Value

_counted = itertools.count(1)


class BenchEffectParams(Params):
    """It has none."""


class BenchEffect(NodeType[BenchEffectParams]):
    type = "bench_effect"
    label = "Effect"
    group = "Bench"
    effect = Effect.WRITES
    inputs = Inputs.OPTIONAL

    async def run(self, params: BenchEffectParams, value: Value, context: EffectContext) -> Value:
        next(_counted)
        return None if value is NO_INPUT else value


class BenchFiboParams(Params):
    n: Integer = Field(description="Which Fibonacci number.")


class BenchFibo(NodeType[BenchFiboParams]):
    type = "bench_fibo"
    label = "Fibonacci"
    group = "Bench"
    effect = Effect.WRITES
    inputs = Inputs.OPTIONAL

    async def run(self, params: BenchFiboParams, value: Value, context: EffectContext) -> Value:
        began = time.perf_counter()
        fibo(params.n)
        before = value if isinstance(value, float) else 0.0
        return before + time.perf_counter() - began


def fibo(number: int) -> int:
    """Return a Fibonacci number by adding ones.

    >>> [fibo(number) for number in range(8)]
    [0, 1, 1, 2, 3, 5, 8, 13]
    """
    return number if number < 2 else fibo(number - 1) + fibo(number - 2)
