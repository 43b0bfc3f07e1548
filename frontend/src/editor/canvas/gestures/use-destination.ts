/** Brings into view where one was asked to go; of an edge the node that it leaves. */

import { useEffect } from "react";
import { edgeById } from "~/document/lookup";
import { useEditor, useStores } from "../../context";
import { centreOn } from "../doing/reveal";

export function useDestination(): void {
  const stores = useStores();
  const destination = useEditor((state) => state.destination);
  useEffect(() => {
    if (destination === null) return;
    const { document } = stores.editor.getState();
    const { node, edge } = destination;
    const place = node ?? (edge === undefined ? undefined : edgeById(document, edge)?.source);
    if (place !== undefined) centreOn(stores, place);
  }, [stores, destination]);
}
