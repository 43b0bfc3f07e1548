import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { templateInputsQuery } from "~/api/queries/executions";
import { useEditor, useStores } from "../context";
import { useRunDetails } from "./details";

/**
 * A workflow that is as its template made it begins with the template's input, so that the first
 * press on Run shows something. Once somebody has kept an input, or none, that one counts.
 */
export function useFirstInput(): void {
  const { run } = useStores();
  const isUntouched = useRunDetails((details) => details.isUntouched && details.canExecute);
  const name = useEditor((state) => state.document.name);
  const nodes = useEditor((state) => state.document.nodes);
  const { data } = useQuery({ ...templateInputsQuery(), enabled: isUntouched });
  useEffect(() => {
    if (!isUntouched || data === undefined) return;
    const ids = nodes.map((node) => node.id).join(" ");
    const input = data.find((each) => each.name === name && each.nodes === ids)?.input;
    if (input !== undefined) run.getState().setInput(input);
  }, [isUntouched, data, name, nodes, run]);
}
