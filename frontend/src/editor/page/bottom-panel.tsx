import { ActionIcon, Badge, Tabs, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useEditor } from "../context";
import classes from "./frame.module.css";
import { usePageUi } from "./session-context";

export type BottomPanelProps = { results: ReactNode; problems: ReactNode };

/** Results and problems below the canvas; can be folded away. */
export function BottomPanel({ results, problems }: BottomPanelProps) {
  const bottom = usePageUi((ui) => ui.bottom);
  const isOpen = usePageUi((ui) => ui.layout.isResultsOpen);
  const showBottom = usePageUi((ui) => ui.showBottom);
  const arrange = usePageUi((ui) => ui.arrange);
  const count = useEditor((state) => state.problems.length);
  const action = isOpen ? "Fold the results away" : "Show the results";
  return (
    <Tabs
      value={bottom}
      onChange={(value) => showBottom(value === "problems" ? value : "results")}
      keepMounted={false}
      className={classes.tabs}
    >
      <div className={classes.bottomHead}>
        <Tabs.List className={classes.tabList}>
          <Tabs.Tab value="results">Results</Tabs.Tab>
          <Tabs.Tab
            value="problems"
            rightSection={
              count > 0 && (
                <Badge size="sm" color="orange" variant="light" circle={count < 10}>
                  {count}
                </Badge>
              )
            }
          >
            Problems
          </Tabs.Tab>
        </Tabs.List>
        <Tooltip label={action}>
          <ActionIcon
            mr={6}
            aria-label={action}
            aria-expanded={isOpen}
            onClick={() => arrange({ isResultsOpen: !isOpen })}
          >
            {isOpen ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {isOpen && (
        <>
          <Tabs.Panel value="results" className={classes.tabPanel}>
            {results}
          </Tabs.Panel>
          <Tabs.Panel value="problems" className={classes.tabPanel}>
            {problems}
          </Tabs.Panel>
        </>
      )}
    </Tabs>
  );
}
