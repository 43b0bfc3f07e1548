import { Page } from "~/ui/page";

/** The editor of one workflow. */
export function EditorPage() {
  return <Page title="Editor">…</Page>;
}
