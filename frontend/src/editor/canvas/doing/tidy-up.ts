import type { EditorStores } from "../../context";

/** Tidy up; what does it is loaded when first used. */
export function tidyUp(stores: EditorStores): void {
  void import("./tidy").then(({ tidy }) => tidy(stores));
}
