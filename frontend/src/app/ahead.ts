/** Begins to fetch what a screen needs before it is there. */

import type { QueryClient } from "@tanstack/react-query";
import { catalogueQuery } from "~/api/queries/catalogue";
import { workflowAhead } from "~/api/queries/workflow";
import { pages } from "./pages";

const EDITOR = /^\/workflows\/[^/]+$/;

/** Fetch the script of the screen that is opened first while the session is still asked for. */
export function fetchFirstScreen(path: string): void {
  if (EDITOR.test(path)) void pages.editor.preload?.()?.catch(() => undefined);
}

/** Fetch what the editor begins with beside its script. */
export function fetchWorkflow(queryClient: QueryClient, workflowId: string): void {
  workflowAhead.ask(workflowId);
  void queryClient.prefetchQuery({ ...catalogueQuery(), retry: false });
}
