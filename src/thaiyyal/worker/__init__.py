"""Takes executions from the queue, and keeps this process alive in the eyes of the others."""

from thaiyyal.worker.execution_runner import ExecutionRunner, RunBatch
from thaiyyal.worker.loops import run_loops
from thaiyyal.worker.process import Orders, run_inside, run_worker
from thaiyyal.worker.queue import Queue
from thaiyyal.worker.supervise import supervise

__all__ = [
    "ExecutionRunner",
    "Orders",
    "Queue",
    "RunBatch",
    "run_inside",
    "run_loops",
    "run_worker",
    "supervise",
]
