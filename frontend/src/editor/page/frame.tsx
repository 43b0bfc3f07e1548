import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useEditor } from "../context";
import { BottomPanel } from "./bottom-panel";
import classes from "./frame.module.css";
import { Resizer } from "./resizer";
import { usePageUi } from "./session-context";
import { SidePanel } from "./side-panel";

export type FrameProps = {
  bar: ReactNode;
  palette: ReactNode;
  canvas: ReactNode;
  inspector: ReactNode;
  executions: ReactNode;
  results: ReactNode;
  problems: ReactNode;
};

/** Where the parts of the editor stand, and how large they are. */
export function Frame({ bar, palette, canvas, inspector, executions, results, problems }: FrameProps) {
  const layout = usePageUi((ui) => ui.layout);
  const arrange = usePageUi((ui) => ui.arrange);
  const { isPaletteOpen, isResultsOpen } = layout;
  const canEdit = useEditor((state) => state.canEdit);
  const paletteWidth = canEdit ? (isPaletteOpen ? "var(--editor-palette)" : "40px") : "0px";
  const columns = `${paletteWidth} minmax(0, 1fr) ${layout.inspector}px`;
  const rows = `48px minmax(0, 1fr) ${isResultsOpen ? `min(${layout.results}px, 60%)` : "36px"}`;
  return (
    <div className={classes.frame} style={{ gridTemplateColumns: columns, gridTemplateRows: rows }}>
      {bar}
      {canEdit && (
        <section className={classes.palette} aria-label="Node types" data-tour="palette">
          {isPaletteOpen ? palette : <PaletteRail onOpen={() => arrange({ isPaletteOpen: true })} />}
        </section>
      )}
      <div className={classes.canvas} data-tour="canvas">
        {canvas}
      </div>
      <div className={classes.side} data-tour="inspector">
        <Resizer
          label="Width of the inspector"
          orientation="vertical"
          size={layout.inspector}
          min={260}
          max={760}
          onResize={(inspector) => arrange({ inspector })}
        />
        <SidePanel inspector={inspector} executions={executions} />
      </div>
      <div className={classes.bottom} data-tour="results">
        {isResultsOpen && (
          <Resizer
            label="Height of the results"
            orientation="horizontal"
            size={layout.results}
            min={120}
            max={800}
            onResize={(height) => arrange({ results: height })}
          />
        )}
        <BottomPanel results={results} problems={problems} />
      </div>
    </div>
  );
}

function PaletteRail({ onOpen }: { onOpen: () => void }) {
  return (
    <Tooltip label="Show the node types" position="right">
      <ActionIcon m={4} size={32} aria-label="Show the node types" aria-expanded={false} onClick={onOpen}>
        <IconLayoutSidebarLeftExpand size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
