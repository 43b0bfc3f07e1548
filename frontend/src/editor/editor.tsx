import { useState } from "react";
import { useFilters } from "~/lib/filters";
import { OpeningView } from "./page/opening-view";
import type { EditorPanel } from "./page/panels";
import { createSession, type SessionStart } from "./page/session";
import { SessionProvider } from "./page/session-context";
import { Workspace } from "./page/workspace";

export type EditorProps = { workflowId: string; panels?: readonly EditorPanel[] };

const NO_PANELS: readonly EditorPanel[] = [];

/** The editor of one workflow: palette, canvas, inspector, results. `?version=3` looks at a published version. */
export function Editor({ workflowId, panels = NO_PANELS }: EditorProps) {
  const [{ version }] = useFilters();
  return (
    <OpeningView key={`${workflowId} ${version ?? ""}`} workflowId={workflowId} version={version ?? null}>
      {(start) => <OpenEditor start={start} panels={panels} />}
    </OpeningView>
  );
}

function OpenEditor({ start, panels }: { start: SessionStart; panels: readonly EditorPanel[] }) {
  const [session] = useState(() => createSession(start));
  return (
    <SessionProvider session={session}>
      <Workspace panels={panels} />
    </SessionProvider>
  );
}
