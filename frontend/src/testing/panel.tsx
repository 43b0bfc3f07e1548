/** Draws what stands around the editor, beside an open workflow and at an address. */

import type { ReactNode } from "react";
import type { OpenedWorkflow } from "~/api/queries/workflow";
import type { WorkflowItem } from "~/api/shapes";
import type { WorkflowDocument } from "~/document/types";
import { EditorProvider } from "~/editor/context";
import { createSession } from "~/editor/page/session";
import { SessionProvider } from "~/editor/page/session-context";
import { catalogue } from "./catalogue";
import { EMPTY } from "./editor";
import { renderScreen } from "./screen";
import { aWorkflow } from "./workflows";

export type PanelOptions = {
  document?: WorkflowDocument;
  workflow?: Partial<WorkflowItem>;
  /** What follows the `?` of the address. */
  search?: string;
};

export function renderPanel(ui: ReactNode, { document = EMPTY, workflow, search = "" }: PanelOptions = {}) {
  const session = createSession({
    opened: opened(document, aWorkflow(workflow)),
    kept: undefined,
    catalogue,
    version: null,
    userId: "user-1",
  });
  const result = renderScreen(
    <EditorProvider stores={session.stores}>
      <SessionProvider session={session}>{ui}</SessionProvider>
    </EditorProvider>,
    { at: `/workflows/workflow-1?${search}` },
  );
  return { ...result, session };
}

function opened(document: WorkflowDocument, workflow: WorkflowItem): OpenedWorkflow {
  return JSON.parse(JSON.stringify({ workflow: { ...workflow, document }, draft: null, etag: '"1"' }));
}
