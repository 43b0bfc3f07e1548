import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { documentQuery } from "~/api/queries/versions";
import type { Json } from "~/document/types";
import { diffLines } from "~/lib/line-diff";
import { QueryView } from "~/ui/query-view";
import classes from "./compare.module.css";
import { type Ends, nameOf } from "./ends";
import { sideBySide } from "./side-by-side";

export type TextDiffProps = { workflowId: string; ends: Ends };

/** Both documents as JSON beside each other; long stretches that are the same are left out. */
export function TextDiff({ workflowId, ends }: TextDiffProps) {
  const before = useQuery(documentQuery(workflowId, ends.before));
  const after = useQuery(documentQuery(workflowId, ends.after));
  return (
    <QueryView query={before}>
      {(old) => (
        <QueryView query={after}>{(now) => <Lines before={old} after={now} ends={ends} />}</QueryView>
      )}
    </QueryView>
  );
}

function Lines({ before, after, ends }: { before: Json; after: Json; ends: Ends }) {
  const rows = useMemo(() => sideBySide(diffLines(written(before), written(after))), [before, after]);
  if (rows.length === 0)
    return (
      <Text size="sm" c="dimmed">
        The text is the same.
      </Text>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="JSON of both">
      <table className={classes.text}>
        <colgroup>
          <col className={classes.numbers} />
          <col />
          <col className={classes.numbers} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th colSpan={2}>{nameOf(ends.before)}</th>
            <th colSpan={2}>{nameOf(ends.after)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            row.kind === "gap" ? (
              <tr key={`gap ${row.at}`}>
                <td colSpan={4} className={classes.gap}>
                  {row.count} lines are the same
                </td>
              </tr>
            ) : (
              <tr key={`${row.before?.number ?? ""}:${row.after?.number ?? ""}`}>
                <td className={classes.number}>{row.before?.number}</td>
                <td className={row.isChanged && row.before ? classes.removed : classes.line}>
                  {row.before?.text}
                </td>
                <td className={classes.number}>{row.after?.number}</td>
                <td className={row.isChanged && row.after ? classes.added : classes.line}>
                  {row.after?.text}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

function written(document: Json): string {
  return JSON.stringify(document, null, 2);
}
