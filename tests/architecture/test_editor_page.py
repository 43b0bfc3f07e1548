"""The page about the editor names the screens that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_screen_is_documented_and_no_other() -> None:
    router = (ROOT / "frontend/src/app/router.tsx").read_text(encoding="utf-8")
    page = (ROOT / "docs/reference/editor.md").read_text(encoding="utf-8")

    screens = set(re.findall(r'path: "(/[^"]+)"', router))
    documented = set(re.findall(r"^\| `(/[^`]+)` \|", page, re.MULTILINE))

    assert screens == documented
