import { Card, Group, Stack, Tabs, Text } from "@mantine/core";
import type { Execution } from "~/api/queries/executions";
import { useFilters } from "~/lib/filters";
import { Page } from "~/ui/page";
import { StatusBadge } from "~/ui/status-badge";
import { isLive, nameOf, STATUS_WORDS } from "../words";
import { Actions } from "./actions";
import { Failure } from "./failure";
import { Files } from "./files";
import { Log } from "./log";
import { Related } from "./related";
import { Steps } from "./steps";
import { Summary } from "./summary";
import { Values } from "./values";
import { Waiting } from "./waiting";

export type ShownExecutionProps = { execution: Execution };

const TABS = [
  { value: "steps", label: "Steps", content: Steps },
  { value: "values", label: "Input and output", content: Values },
  { value: "log", label: "Log", content: Log },
  { value: "files", label: "Files", content: Files },
  { value: "related", label: "Related", content: Related },
] as const;

/** Everything about one execution. */
export function ShownExecution({ execution }: ShownExecutionProps) {
  const [address, change] = useFilters();
  const tab = TABS.find(({ value }) => value === address.tab) ?? TABS[0];
  return (
    <Page title={`Execution of ${nameOf(execution)}`} actions={<Actions execution={execution} />}>
      <Group gap="sm" aria-live="polite">
        <StatusBadge status={execution.status} label={STATUS_WORDS[execution.status]} />
        {execution.cancel_requested_at && isLive(execution) && <Text size="sm">It is being stopped.</Text>}
      </Group>
      <Failure execution={execution} />
      <Waiting execution={execution} />
      <Card withBorder>
        <Summary execution={execution} />
      </Card>
      <Tabs value={tab.value} onChange={(next) => change({ tab: next ?? undefined })} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map(({ value, content: Content }) => (
          <Tabs.Panel key={value} value={value}>
            <Stack>
              <Content execution={execution} />
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
