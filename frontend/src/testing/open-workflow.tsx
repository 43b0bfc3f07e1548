/** Draws parts of the editor's page around a workflow that is open on it. */

import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { OpenedWorkflow } from "~/api/queries/workflow";
import type { WorkflowDocument } from "~/document/types";
import { createSession, type SessionStart } from "~/editor/page/session";
import { SessionProvider } from "~/editor/page/session-context";
import { catalogue } from "./catalogue";
import { EMPTY, InsideEditor } from "./editor";

export const WORKFLOW = {
  id: "workflow-1",
  name: "Age check",
  description: "",
  tags: [],
  version: 3,
  has_draft: false,
  updated_at: "2026-03-02T09:00:11.083Z",
  permissions: ["workflows.read", "workflows.update", "workflows.execute"],
};

/** Draw a part of the page. `start`: what differs from a workflow that one may change. */
export function renderOnPage(
  ui: ReactNode,
  document: WorkflowDocument = EMPTY,
  start: Partial<SessionStart> = {},
) {
  const session = createSession({
    opened: openedWorkflow(document),
    kept: undefined,
    catalogue,
    version: null,
    userId: "ada",
    ...start,
  });
  const result = render(
    <InsideEditor stores={session.stores}>
      <SessionProvider session={session}>{ui}</SessionProvider>
    </InsideEditor>,
  );
  return { ...result, session };
}

/** As the server tells it. */
export function openedWorkflow(document: WorkflowDocument, change: object = {}): OpenedWorkflow {
  return JSON.parse(
    JSON.stringify({ workflow: { ...WORKFLOW, document, ...change }, draft: null, etag: '"1"' }),
  );
}
