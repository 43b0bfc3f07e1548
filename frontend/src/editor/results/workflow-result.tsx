import { Text } from "@mantine/core";
import { useRun } from "../context";
import { ExecutionNotice } from "../run/execution-notice";
import { isLive } from "../run/standing";
import { Pane } from "./pane";
import panel from "./panel.module.css";
import classes from "./results.module.css";
import { ValueView } from "./value-view";

/** What the whole execution got and gave. */
export function WorkflowResult() {
  const execution = useRun((state) => state.execution);
  if (execution === null) return <Nothing>Select a node to see its pinned output.</Nothing>;
  return (
    <div className={classes.panes}>
      <Pane title="Input of the workflow">
        {execution.input === undefined || execution.input === null ? (
          <Nothing>It got no input.</Nothing>
        ) : (
          <ValueView value={execution.input} base="input" label="Input of the workflow" />
        )}
      </Pane>
      <Pane title="Output of the workflow">
        {execution.output !== undefined && execution.status === "succeeded" ? (
          <ValueView
            value={execution.output}
            base="output"
            isReadable={false}
            label="Output of the workflow"
          />
        ) : (
          <div className={panel.scroll}>
            {isLive(execution) && (
              <Text size="sm">It has not ended yet. Select a node to see what it gave.</Text>
            )}
            <ExecutionNotice />
          </div>
        )}
      </Pane>
    </div>
  );
}

function Nothing({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed" p="sm">
      {children}
    </Text>
  );
}
