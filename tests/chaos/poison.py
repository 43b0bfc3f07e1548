"""A node type, as a plugin brings one, that ends the process which runs it."""

import os
import signal

from thaiyyal.sdk import Effect, Inputs, NodeType, Params


class PoisonParams(Params):
    pass


class Poison(NodeType[PoisonParams]):
    type = "poison"
    label = "Poison"
    group = "Test"
    icon = "skull"
    effect = Effect.READS
    inputs = Inputs.OPTIONAL

    async def run(self, params: PoisonParams) -> None:
        os.kill(os.getpid(), signal.SIGKILL)
