"""Puts the built editor, and the examples, into what is distributed."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class EditorHook(BuildHookInterface):
    """Builds the editor where its sources changed, and adds what was built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the editor; an editable installation finds it in the clone by itself."""
        if version == "editable":
            return
        folder = Path(self.root) / "frontend"
        subprocess.run([sys.executable, str(folder / "build.py")], check=True)
        place = "thaiyyal/web/editor" if self.target_name == "wheel" else "frontend/dist"
        build_data["force_include"][str(folder / "dist")] = place
        if self.target_name == "wheel":
            build_data["force_include"].update(_examples(Path(self.root) / "examples"))


def _examples(folder: Path) -> dict[str, str]:
    """Return the files of the examples, and where templates are read from in a wheel."""
    files = (path for one in folder.glob("*/workflow.json") for path in one.parent.iterdir())
    place = "thaiyyal/features/workflows/examples"
    return {
        str(path): f"{place}/{path.parent.name}/{path.name}"
        for path in sorted(files)
        if path.suffix in {".json", ".md"}
    }
