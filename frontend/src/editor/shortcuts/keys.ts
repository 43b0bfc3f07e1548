/** Keys as actions spell them, such as `mod+shift+Z`, and whether a key that was pressed is one of them. */

export type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

type Keys = {
  readonly key: string;
  readonly isMod: boolean;
  readonly isShift: boolean;
  readonly isAlt: boolean;
};

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? "");
const NAMES: Readonly<Record<string, string>> = {
  mod: isMac ? "⌘" : "Ctrl",
  shift: isMac ? "⇧" : "Shift",
  alt: isMac ? "⌥" : "Alt",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  escape: "Esc",
  delete: "Del",
  backspace: "⌫",
  enter: "Enter",
  tab: "Tab",
  contextmenu: "Menu",
};

export function isPressed(spelled: string, pressed: Pressed): boolean {
  const keys = parse(spelled);
  if (pressed.key.toLowerCase() !== keys.key) return false;
  if ((pressed.ctrlKey || pressed.metaKey) !== keys.isMod || pressed.altKey !== keys.isAlt) return false;
  return pressed.shiftKey === keys.isShift || isSymbol(keys.key);
}

/** What stands on the keys: `mod+shift+Z` -> ["Ctrl", "Shift", "Z"]. */
export function keyNames(spelled: string): readonly string[] {
  return split(spelled).map(
    (part) => NAMES[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part),
  );
}

/** Whether the keys work while somebody types: those with Ctrl that no field has a use for. */
export function isSafeInFields(spelled: string): boolean {
  const { key, isMod } = parse(spelled);
  return isMod && (key === "s" || key === "k" || key === "enter");
}

/**
 * Whether the keys work on the canvas alone: other parts of a page have a use for them, or they are a key by itself,
 * which somebody may press by mistake, or say to a computer that listens (WCAG 2.1.4).
 */
export function isOfTheCanvasOnly(spelled: string): boolean {
  const { key, isMod } = parse(spelled);
  return !isMod || CLIPBOARD.includes(key);
}

export function isCharacter(spelled: string): boolean {
  const { key, isMod } = parse(spelled);
  return !isMod && key.length === 1 && key !== " ";
}

const CLIPBOARD = ["c", "x", "v", "a", "arrowup", "arrowdown", "arrowleft", "arrowright"];

function parse(spelled: string): Keys {
  const parts = split(spelled).map((part) => part.toLowerCase());
  const has = (name: string) => parts.slice(0, -1).includes(name);
  const key = parts.at(-1) ?? "";
  return { key: key === "space" ? " " : key, isMod: has("mod"), isShift: has("shift"), isAlt: has("alt") };
}

function split(spelled: string): readonly string[] {
  return spelled === "+" ? ["+"] : spelled.split("+");
}

/** Whether Shift is part of typing the character on some keyboards. */
function isSymbol(key: string): boolean {
  return key.length === 1 && !/[a-z0-9 ]/.test(key);
}
