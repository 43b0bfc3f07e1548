import { Tabs } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "~/ui/empty-state";
import { useEditor, useRun } from "../context";
import { CompareView } from "./compare-view";
import { FilesView } from "./files-view";
import { LogView } from "./log-view";
import { NodeResult } from "./node-result";
import panel from "./panel.module.css";
import { WorkflowResult } from "./workflow-result";

/** What the selected node got and gave in the execution that is shown; with nothing selected, the whole execution. */
export function ResultsPanel() {
  const [tab, setTab] = useState<string | null>("data");
  const node = useEditor((state) =>
    state.selection.nodes.size === 1 ? [...state.selection.nodes][0] : undefined,
  );
  const execution = useRun((state) => state.execution?.id);
  const isPinned = useRun((state) => node !== undefined && node in state.pinned);
  if (execution === undefined && !isPinned)
    return (
      <section className={panel.panel} aria-label="Results">
        <EmptyState icon={<IconPlayerPlay aria-hidden />} title="No results yet">
          Run the workflow, or choose one of its executions, to see what each node got and gave.
        </EmptyState>
      </section>
    );
  return (
    <section className={panel.panel} aria-label="Results">
      <Tabs value={tab} onChange={setTab} className={panel.tabs} keepMounted={false}>
        <Tabs.List className={panel.list}>
          <Tabs.Tab value="data">Data</Tabs.Tab>
          <Tabs.Tab value="log">Log</Tabs.Tab>
          <Tabs.Tab value="files">Files</Tabs.Tab>
          <Tabs.Tab value="compare">Compare</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="data" className={panel.content}>
          {node === undefined ? <WorkflowResult /> : <NodeResult key={node} id={node} />}
        </Tabs.Panel>
        <Tabs.Panel value="log" className={panel.content}>
          {execution && <LogView executionId={execution} node={node} />}
        </Tabs.Panel>
        <Tabs.Panel value="files" className={panel.content}>
          {execution && <FilesView executionId={execution} />}
        </Tabs.Panel>
        <Tabs.Panel value="compare" className={panel.content}>
          {execution && <CompareView key={execution} executionId={execution} node={node} />}
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
