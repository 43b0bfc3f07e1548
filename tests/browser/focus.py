"""Where the focus goes with the Tab key, and whether one sees where it is."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

MOST_STOPS = 400
_SCRIPT = """() => {
  const CONTROLS =
    "a[href], button, input, select, textarea, summary, [contenteditable=true], [tabindex]";
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const isChosenRadio = (element) =>
    element.type !== "radio" || element.checked ||
    !document.querySelector(`input[type=radio][name="${CSS.escape(element.name)}"]:checked`);
  const within = document.querySelector("[aria-modal=true]") ?? document.body;
  const controls = () => [...within.querySelectorAll(CONTROLS)].filter((element) =>
    element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") &&
    !element.hasAttribute("data-focus-guard") && seen(element) && isChosenRadio(element));
  const around = (element) => {
    const parts = [element, element.nextElementSibling, element.parentElement];
    const label = element.labels?.[0];
    const frame = element.closest(".cm-editor")?.parentElement;
    const outer = [element.parentElement?.parentElement, element.closest("tr, li"), frame];
    return [...parts, label, ...outer];
  };
  const look = (element) => around(element).filter(Boolean).map((part) => {
    const style = getComputedStyle(part);
    const { outlineStyle, outlineWidth, outlineColor } = style;
    const outline = outlineStyle === "none" ? "" : outlineWidth + outlineColor;
    return [outline, style.boxShadow, style.borderColor, style.backgroundColor].join(" ");
  }).join("; ");
  const told = (element) =>
    `${element.localName} ${element.ariaLabel ?? element.labels?.[0]?.innerText ?? ""} ` +
    `“${(element.innerText ?? "").slice(0, 60)}” ${element.className}`.slice(0, 200);
  window.walk = { looks: new Map(), visited: new Set(), controls, look, told };
  const isAt = (element) => element === document.activeElement;
  for (const element of controls()) walk.looks.set(element, isAt(element) ? "" : look(element));
}"""
_STEP = """async () => {
  const element = document.activeElement;
  if (element === document.body || element === document.documentElement) return { end: true };
  const isNew = !walk.visited.has(element);
  walk.visited.add(element);
  const before = walk.looks.get(element);
  const differs = () => before === undefined || before !== walk.look(element);
  const frame = () => new Promise(requestAnimationFrame);
  for (let frames = 0; frames < 10 && !differs(); frames += 1) await frame();
  const isSeen = differs();
  return { isNew, isSeen, told: walk.told(element) };
}"""
_MISSED = """() => walk.controls()
  .filter((element) => walk.looks.has(element) && !walk.visited.has(element))
  .map(walk.told)"""


@dataclass
class Walk:
    """What was found on the way through a page with Tab."""

    stops: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def walk(page: Page) -> Walk:
    """Press Tab until the focus comes round; in a dialog, of what is in the dialog."""
    page.evaluate(_SCRIPT)
    found = Walk()
    while len(found.stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        step = page.evaluate(_STEP)
        if "end" in step:
            continue
        if not step["isNew"]:
            break
        found.stops.append(step["told"])
        if not step["isSeen"]:
            found.unseen.append(step["told"])
    found.missed = page.evaluate(_MISSED)
    return found
