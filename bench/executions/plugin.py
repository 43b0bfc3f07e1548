"""Makes the bench's node types a plugin of the processes that it starts, as an installed one is."""

import os
from pathlib import Path

from thaiyyal.plugins import ENTRY_POINT_GROUP

_ROOT = Path(__file__).parents[2]
_METADATA = "Metadata-Version: 2.1\nName: thaiyyal-bench\nVersion: 0\n"
_CLASSES = {"bench_effect": "BenchEffect", "bench_fibo": "BenchFibo"}


def install_plugin(folder: Path) -> str:
    """Write what an installed plugin leaves behind; return the PYTHONPATH that finds it."""
    info = folder / "thaiyyal_bench-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(_METADATA, encoding="utf-8")
    (info / "entry_points.txt").write_text(entry_points(), encoding="utf-8")
    inherited = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(folder), str(_ROOT), *([inherited] if inherited else [])])


def entry_points() -> str:
    """Return the declaration of the plugin."""
    lines = [f"{name} = bench.executions.nodes:{class_}" for name, class_ in _CLASSES.items()]
    return "\n".join([f"[{ENTRY_POINT_GROUP}]", *lines, ""])
