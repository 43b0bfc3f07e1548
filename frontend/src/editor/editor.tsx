import { Canvas } from "./canvas/canvas";
import { Inspector } from "./inspector/inspector";
import { Palette } from "./palette/palette";
import { ResultsPanel } from "./results/results-panel";
import { ExecutionHistory } from "./run/execution-history";
import { RunControls } from "./run/run-controls";

export type EditorProps = { workflowId: string };

/** The editor of one workflow: palette, canvas, inspector, results. */
export function Editor(_: EditorProps) {
  return (
    <>
      <RunControls />
      <Palette />
      <Canvas />
      <Inspector />
      <ResultsPanel />
      <ExecutionHistory />
    </>
  );
}
