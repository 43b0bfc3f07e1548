import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./frame.module.css";
import { usePageUi } from "./session-context";

export type SidePanelProps = { inspector: ReactNode; executions: ReactNode };

/** The form of what is selected, or the executions of the workflow. */
export function SidePanel({ inspector, executions }: SidePanelProps) {
  const side = usePageUi((ui) => ui.side);
  const showSide = usePageUi((ui) => ui.showSide);
  return (
    <Tabs
      value={side}
      onChange={(value) => showSide(value === "executions" ? value : "inspector")}
      keepMounted={false}
      className={classes.tabs}
    >
      <Tabs.List grow className={classes.tabList}>
        <Tabs.Tab value="inspector">Inspector</Tabs.Tab>
        <Tabs.Tab value="executions">Executions</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="inspector" className={classes.tabPanel}>
        {inspector}
      </Tabs.Panel>
      <Tabs.Panel value="executions" className={classes.tabPanel}>
        {executions}
      </Tabs.Panel>
    </Tabs>
  );
}
