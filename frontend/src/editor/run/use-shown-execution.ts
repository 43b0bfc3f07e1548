import { useEffect, useRef } from "react";
import { useFilters } from "~/lib/filters";
import { useRun, useStores } from "../context";

/** Keeps the address (`?execution=…`) and the canvas at the same execution, whichever of them changes. */
export function useShownExecution(): void {
  const { run } = useStores();
  const [{ execution: named }, change] = useFilters();
  const shown = useRun((state) => state.execution?.id);
  const before = useRef<{ named?: string; shown?: string }>({});
  useEffect(() => {
    const last = before.current;
    before.current = { named, shown };
    if (named !== last.named) {
      if (named !== undefined && named !== shown) void run.getState().show(named);
      if (named === undefined && last.named === shown) run.getState().hide();
    } else if (shown !== last.shown && shown !== named) {
      change({ execution: shown });
    }
  }, [named, shown, change, run]);
}
