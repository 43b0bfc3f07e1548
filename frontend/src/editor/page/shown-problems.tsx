import { EditorProvider } from "../context";
import { ProblemsPanel } from "./problems-panel";
import { useSession } from "./session-context";
import type { Overlay } from "./use-shown-stores";

export type ShownProblemsProps = { overlay: Overlay | null };

/** The problems of the draft, also while something else is shown; choosing one goes back to the draft. */
export function ShownProblems({ overlay }: ShownProblemsProps) {
  const { stores, ui, version } = useSession();
  const what = version === null ? "the draft" : `version ${version}`;
  const goBack = () => {
    stores.run.getState().hide();
    ui.getState().showSide("inspector");
  };
  return (
    <EditorProvider stores={stores}>
      {overlay?.kind === "ran" ? <ProblemsPanel hidden={{ what, goBack }} /> : <ProblemsPanel />}
    </EditorProvider>
  );
}
