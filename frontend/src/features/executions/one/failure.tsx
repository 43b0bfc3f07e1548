import { Alert, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { Execution } from "~/api/queries/executions";
import { adviceFor } from "~/editor/run/standing";

export type FailureProps = { execution: Execution };

/** Why an execution did not succeed, where, and what to do. */
export function Failure({ execution }: FailureProps) {
  const { status, error, dead_at } = execution;
  if (!error || (status !== "failed" && status !== "cancelled")) return null;
  return (
    <Alert
      color={status === "failed" ? "red" : "orange"}
      icon={<IconAlertCircle aria-hidden />}
      title={error.node ? `It ended at ${error.node}` : "It did not end well"}
    >
      <Text size="sm" dir="auto">
        {error.message}
      </Text>
      <Text size="sm">
        {adviceFor(error.code)} <code>{error.code}</code>
      </Text>
      {dead_at && <Text size="sm">It was given up, because its processes ended too often.</Text>}
    </Alert>
  );
}
