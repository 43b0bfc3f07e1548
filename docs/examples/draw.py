"""Draw the pictures and the page of the examples; ``--check`` only tells what is stale.

Run it with the project's Python: ``python docs/examples/draw.py [--check]``.
"""

import json
import sys
from pathlib import Path
from typing import Any

from picture import Kind, draw

from thaiyyal.plugins import load_catalog

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"
HEAD = """# Examples

Every workflow here is a real job with its own data; the tests run each one and compare its output.
Solid lines are edges, dashed lines show where an expression reads another node.
"""


def drawn_files() -> dict[Path, str]:
    """Return every file that this script owns, with its text."""
    kinds = {
        name: Kind(label=kind.label, group=kind.group) for name, kind in load_catalog().items()
    }
    files: dict[Path, str] = {}
    sections = [HEAD]
    for path in sorted(EXAMPLES.glob("*/workflow.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        name = path.parent.name
        files[HERE / f"{name}.svg"] = draw(document, kinds=kinds)
        sections.append(section(name, document))
    files[HERE / "index.md"] = "\n".join(sections)
    return files


def section(name: str, document: dict[str, Any]) -> str:
    """Return the part of the page about one example."""
    title, folder = document["name"], f"../../examples/{name}"
    return (
        f"## {title}\n\n{document['description']}\n\n![{title}]({name}.svg)\n\n"
        f"```sh\n{command_of(name)}\n```\n\n"
        f"[Document]({folder}/workflow.json) · [expected output]({folder}/expected.json) · "
        f"[notes]({folder}/README.md)\n"
    )


def command_of(name: str) -> str:
    """Return the command line as the example's own page gives it."""
    lines = (EXAMPLES / name / "README.md").read_text(encoding="utf-8").splitlines()
    return lines[lines.index("```sh") + 1]


def stale_files(files: dict[Path, str]) -> list[Path]:
    """Return the files whose text differs, and pictures of examples that are gone."""
    wrong = [
        path
        for path, text in files.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    return wrong + [path for path in sorted(HERE.glob("*.svg")) if path not in files]


def main() -> int:
    """Write what changed, or with --check name it and fail."""
    files = drawn_files()
    stale = stale_files(files)
    is_check = "--check" in sys.argv[1:]
    for path in stale:
        if is_check:
            sys.stdout.write(f"stale: {path.name}; run python docs/examples/draw.py\n")
        elif path in files:
            path.write_text(files[path], encoding="utf-8")
        else:
            path.unlink()
    return 1 if is_check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
