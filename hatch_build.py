"""Puts the built editor into wheels and source distributions."""

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
