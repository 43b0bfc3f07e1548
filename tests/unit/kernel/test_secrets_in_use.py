"""Secrets of what runs in the process are forgotten with it, whenever that happens."""

import gc
from threading import Thread

from thaiyyal.kernel.redaction import MASK, SecretValues
from thaiyyal.kernel.secrets_in_use import SecretsInUse


class Collecting(str):
    """A text that has garbage collected when it is looked at."""

    __slots__ = ()

    def __len__(self) -> int:
        gc.collect()
        return super().__len__()


class Execution:
    """Something that refers to itself, so that only the collector ends it."""

    def __init__(self, values: SecretValues) -> None:
        self.values, self.itself = values, self


def test_what_ends_while_a_text_is_masked_holds_nobody_up() -> None:
    everywhere, stays = SecretsInUse(), SecretValues([Collecting("canary-stays")])
    everywhere.watch(stays)
    goes = Execution(SecretValues(["canary-goes"]))
    everywhere.watch(goes.values)
    masked: list[str] = []
    gc.disable()
    del goes

    thread = Thread(
        target=lambda: masked.append(everywhere.mask_text("canary-stays, canary-goes")), daemon=True
    )
    thread.start()
    thread.join(10)
    gc.enable()

    assert masked == [f"{MASK}, {MASK}"]
    assert everywhere.mask_text("canary-stays, canary-goes") == f"{MASK}, canary-goes"
