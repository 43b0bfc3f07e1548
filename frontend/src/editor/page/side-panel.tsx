import { Tabs } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useStores } from "../context";
import classes from "./frame.module.css";
import { usePageUi } from "./session-context";

export type SidePanelProps = { inspector: ReactNode; executions: ReactNode };

/** The form of what is selected, or the executions of the workflow. */
export function SidePanel({ inspector, executions }: SidePanelProps) {
  const side = usePageUi((ui) => ui.side);
  const showSide = usePageUi((ui) => ui.showSide);
  useInspectorOnTheWay();
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

/** Who is asked to go somewhere in the workflow needs the inspector there. */
function useInspectorOnTheWay(): void {
  const { editor } = useStores();
  const showSide = usePageUi((ui) => ui.showSide);
  useEffect(
    () =>
      editor.subscribe(({ destination }, before) => {
        if (destination !== null && destination !== before.destination) showSide("inspector");
      }),
    [editor, showSide],
  );
}
