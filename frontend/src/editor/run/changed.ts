import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { executedDocumentQuery } from "~/api/queries/executions";
import { openDocument } from "~/document/open";
import { useEditor, useRun } from "../context";
import { fingerprint, meaning } from "../saving/fingerprint";

/** Whether the canvas does something else than the shown execution did. */
export function useIsChanged(): boolean {
  const id = useRun((state) => state.execution?.id ?? null);
  const document = useEditor((state) => state.document);
  const { data: ran } = useQuery({ ...executedDocumentQuery(id ?? ""), enabled: id !== null });
  const before = useMemo(() => ran && fingerprint(meaning(openDocument(ran.document))), [ran]);
  const now = useMemo(() => fingerprint(meaning(document)), [document]);
  return before !== undefined && before !== now;
}
