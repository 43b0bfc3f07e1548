/** Goes where `goTo` says. */

import { useEffect } from "react";
import { useEditor, useStores } from "../../context";
import { centreOn } from "../doing/reveal";

export function useDestination(): void {
  const stores = useStores();
  const destination = useEditor((state) => state.destination);
  useEffect(() => {
    if (destination) centreOn(stores, destination.node);
  }, [stores, destination]);
}
