import { useEffect } from "react";
import type { Action } from "../actions";
import type { EditorStores } from "../context";
import { actOnKey } from "./listen";

/** Does what the keys of the actions say, wherever on the page they are pressed. */
export function useShortcuts(actions: readonly Action[], stores: EditorStores): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => void actOnKey(event, actions, stores);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [actions, stores]);
}
