import { useMemo } from "react";
import { canvasActions } from "../canvas/actions";
import { Canvas } from "../canvas/canvas";
import { EditorProvider } from "../context";
import { Inspector } from "../inspector/inspector";
import { ResultsPanel } from "../results/results-panel";
import { runActions } from "../run/actions";
import { ExecutionHistory } from "../run/execution-history";
import { ConflictDialog } from "../saving/conflict-dialog";
import { CommandPalette, openCommands } from "../shortcuts/command-palette";
import { pageActions } from "../shortcuts/page-actions";
import { ShortcutsDialog } from "../shortcuts/shortcuts-dialog";
import { useShortcuts } from "../shortcuts/use-shortcuts";
import { Banner } from "./banner";
import { DetailsDialog } from "./details-dialog";
import { DropImport } from "./drop-import";
import { Frame } from "./frame";
import { PalettePanel } from "./palette-panel";
import { PanelDrawer } from "./panel-drawer";
import type { EditorPanel } from "./panels";
import { PublishDialog } from "./publish-dialog";
import { useSession } from "./session-context";
import { ShownProblems } from "./shown-problems";
import { TopBar } from "./top-bar";
import { Tour } from "./tour";
import { useLeaveGuard } from "./use-leave-guard";
import { useOpenSession } from "./use-open-session";
import { useShownStores } from "./use-shown-stores";
import { Welcome } from "./welcome";

export type WorkspaceProps = { panels: readonly EditorPanel[] };

/** The whole page of an open workflow. */
export function Workspace({ panels }: WorkspaceProps) {
  const session = useSession();
  const shown = useShownStores(session);
  const actions = useMemo(
    () => [...canvasActions, ...runActions, ...pageActions(session, openCommands)],
    [session],
  );
  useOpenSession(session);
  useLeaveGuard(session);
  useShortcuts(actions, shown.stores);
  return (
    <EditorProvider stores={shown.stores}>
      <Frame
        bar={
          <EditorProvider stores={session.stores}>
            <TopBar panels={panels} shown={shown.stores} />
          </EditorProvider>
        }
        palette={<PalettePanel />}
        canvas={
          <>
            <Banner overlay={shown.overlay} />
            <Canvas />
          </>
        }
        inspector={<Inspector onDetails={() => session.ui.getState().open("details")} />}
        executions={<ExecutionHistory />}
        results={<ResultsPanel />}
        problems={<ShownProblems overlay={shown.overlay} />}
      />
      <CommandPalette actions={actions} />
      <ShortcutsDialog actions={actions} />
      <PublishDialog />
      <DetailsDialog />
      <ConflictDialog />
      <PanelDrawer panels={panels} />
      <DropImport />
      <Welcome />
      <Tour />
    </EditorProvider>
  );
}
