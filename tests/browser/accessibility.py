"""What axe finds wrong with a page for people who do not see it, or do not use a mouse."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

_SCRIPT = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_GRAVE = ("serious", "critical")
_RUN = """async ({ grave, rules }) => {
  const runOnly = rules.length > 0 ? { runOnly: rules } : {};
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...runOnly });
  return violations
    .filter((rule) => grave.includes(rule.impact))
    .flatMap((rule) => rule.nodes.map((node) =>
      `${rule.id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`));
}"""


def axe(page: Page, *rules: str) -> list[str]:
    """Return the serious and critical findings, of all rules or some: rule, place, what to do."""
    page.evaluate(_script())
    found: list[str] = page.evaluate(_RUN, {"grave": list(_GRAVE), "rules": list(rules)})
    return found


@cache
def _script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")
