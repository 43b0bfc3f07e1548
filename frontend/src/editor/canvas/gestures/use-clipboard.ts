/** The browser's own copy, cut and paste while the canvas has the keyboard. They need no permission. */

import { useEffect } from "react";
import { useStores } from "../../context";
import { copiedText, pasteText } from "../doing/clipboard";
import { deleteSelection } from "../doing/remove";
import { viewOf } from "../view";

export function useClipboard(): void {
  const stores = useStores();
  useEffect(() => {
    const isOurs = () =>
      document.activeElement === viewOf(stores).element || document.activeElement === document.body;
    const copy = (event: ClipboardEvent) => {
      const text = isOurs() && getSelection()?.isCollapsed !== false ? copiedText(stores) : null;
      if (text === null) return false;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      return true;
    };
    const cut = (event: ClipboardEvent) => {
      if (stores.editor.getState().canEdit && copy(event)) deleteSelection(stores);
    };
    const paste = (event: ClipboardEvent) => {
      if (isOurs() && pasteText(stores, event.clipboardData?.getData("text/plain") ?? ""))
        event.preventDefault();
    };
    document.addEventListener("copy", copy);
    document.addEventListener("cut", cut);
    document.addEventListener("paste", paste);
    return () => {
      document.removeEventListener("copy", copy);
      document.removeEventListener("cut", cut);
      document.removeEventListener("paste", paste);
    };
  }, [stores]);
}
