import { Anchor, SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Execution } from "~/api/queries/executions";
import { formatDuration } from "~/lib/format";
import { TimeAgo } from "~/ui/time-ago";
import { nameOf, TRIGGER_WORDS, versionOf } from "../words";
import classes from "./one.module.css";

export type SummaryProps = { execution: Execution };

/** Of which workflow, by whom, when and how long. */
export function Summary({ execution }: SummaryProps) {
  const { workflow_id, workflow_name, started_at, finished_at, duration_ms, cpu_ms } = execution;
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3, md: 4 }} className={classes.facts} spacing="md">
      <Fact name="Workflow">
        {workflow_name === null ? (
          nameOf(execution)
        ) : (
          <Anchor
            dir="auto"
            renderRoot={(props) => (
              <Link to="/workflows/$workflowId" params={{ workflowId: workflow_id }} {...props} />
            )}
          >
            {workflow_name}
          </Anchor>
        )}
      </Fact>
      <Fact name="Version">{versionOf(execution)}</Fact>
      <Fact name="Trigger">{TRIGGER_WORDS[execution.trigger]}</Fact>
      <Fact name="Started by">{execution.started_by?.name ?? "Nobody"}</Fact>
      <Fact name="Asked for">
        <TimeAgo at={execution.created_at} />
      </Fact>
      <Fact name="Began">{started_at ? <TimeAgo at={started_at} /> : "Not yet"}</Fact>
      <Fact name="Ended">{finished_at ? <TimeAgo at={finished_at} /> : "Not yet"}</Fact>
      <Fact name="Took">
        {duration_ms === null ? "–" : formatDuration(duration_ms)}
        {cpu_ms > 0 && (
          <Text span size="xs" c="dimmed">
            {" "}
            ({formatDuration(cpu_ms)} computing)
          </Text>
        )}
      </Fact>
    </SimpleGrid>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} size="sm">
        {children}
      </Text>
    </div>
  );
}
