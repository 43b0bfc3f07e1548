/** Does what a key stands for, unless somebody is typing, or what has the focus needs the key itself. */

import type { Action } from "../actions";
import type { EditorStores } from "../context";
import { isCharacter, isOfTheCanvasOnly, isPressed, isSafeInFields } from "./keys";

const FIELD = "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox]";
const DIALOG = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
/** What has the focus when one comes to a page, and does nothing with keys. */
const NOTHING = "main, h1";
const CANVAS = ".react-flow, [data-canvas]";

/** Do the first of the actions that the key stands for and that can be done now. True: one was done. */
export function actOnKey(event: KeyboardEvent, actions: readonly Action[], stores: EditorStores): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const action = actions.find(
    ({ keys, isEnabled }) =>
      keys?.some((spelled) => isPressed(spelled, event) && isMeant(spelled, event.target)) &&
      (isEnabled?.(stores) ?? true),
  );
  if (action === undefined) return false;
  event.preventDefault();
  action.run(stores);
  return true;
}

function isMeant(spelled: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true;
  if (document.querySelector("[aria-modal=true]") || target.closest(DIALOG)) return false;
  if (target.closest(FIELD)) return isSafeInFields(spelled);
  if (!isOfTheCanvasOnly(spelled)) return true;
  return isOnCanvas(target) || (isCharacter(spelled) && target.matches(NOTHING));
}

/** Copying what is marked elsewhere on the page is the browser's own. */
function isOnCanvas(target: Element): boolean {
  if (target.closest(CANVAS)) return true;
  return target === document.body && (getSelection()?.isCollapsed ?? true);
}
