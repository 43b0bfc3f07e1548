/** Arrow keys in the palette: from the search through groups and types and back. */

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Give the keyboard to the next stop; false when the key is none of ours. */
export function moveFocus(root: HTMLElement, key: string): boolean {
  const step = STEPS[key];
  if (step === undefined) return false;
  const stops = [...root.querySelectorAll<HTMLElement>("[data-palette-stop]")];
  const at = stops.findIndex((stop) => stop.contains(document.activeElement));
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus();
  return true;
}
