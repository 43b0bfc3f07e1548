"""Running regions of pure nodes: on the event loop for a slice of time, on a thread after that."""

import time
from dataclasses import dataclass

from thaiyyal.engine.carry_out import run_on_thread
from thaiyyal.engine.commands import RegionEnded, RunRegion
from thaiyyal.engine.inline import region_of
from thaiyyal.engine.run import INLINE_SLICE_S, RegionContext, Run, Stop, TooLongHere
from thaiyyal.engine.telling import Teller


@dataclass(slots=True)
class Regions:
    """Runs the regions of one segment."""

    run: Run
    teller: Teller

    def here(self, command: RunRegion) -> RegionEnded | None:
        """Run a region on the event loop; None when it takes too long for that.

        Raises:
            Stopped: The execution is to end.
        """
        frame, run = command.frame, self.run
        region = region_of(frame.body, command.unit)
        before = run.executions, dict(run.body_runs)
        check = run.check_inline(time.monotonic() + INLINE_SLICE_S)
        context = RegionContext(run, frame, check)
        began, began_cpu = time.perf_counter(), time.thread_time()
        try:
            failed = region.run(frame, context)
        except TooLongHere:
            context.state.roll_back()
            run.executions, run.body_runs = before
            frame.reset(region.slots)
            return None
        finally:
            run.cpu_s += time.thread_time() - began_cpu
        self.teller.region(command, began)
        return RegionEnded(command.key, failed)

    async def to_end(self, command: RunRegion, stop: Stop) -> RegionEnded:
        """Run a region on a thread until it ends, or ``stop`` ends it."""
        frame = command.frame
        context = RegionContext(self.run, frame, self.run.check_on_thread(stop))
        region = region_of(frame.body, command.unit)
        began = time.perf_counter()
        failed = await run_on_thread(lambda: region.run(frame, context), stop, self.run)
        self.teller.region(command, began)
        return RegionEnded(command.key, failed)
