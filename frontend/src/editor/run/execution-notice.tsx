import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { nodeById } from "~/document/lookup";
import { titleOf } from "~/document/node-types";
import { useEditor, useRun, useStores } from "../context";
import { goToFailedNode } from "./actions";
import { DecideForm } from "./decide-form";
import { useRunDetails } from "./details";
import { QueuedReason } from "./queued-reason";
import { ReasonToWait } from "./reason-to-wait";
import { RetryButton } from "./retry-button";
import { SignalForm } from "./signal-form";
import { adviceFor, failedNode, whyItWaits } from "./standing";

/** What the shown execution waits for or why it failed, where, and what to do about it. */
export function ExecutionNotice() {
  const about = useRunDetails((details) => details.about);
  if (about === null) return null;
  if (about.status === "failed" || about.status === "cancelled") return <Failure />;
  if (about.status === "queued" && !about.wake_at) return <QueuedReason />;
  if (whyItWaits(about) === null) return null;
  return (
    <Stack gap="xs">
      <ReasonToWait execution={about} />
      {about.waiting_for === "approval" && (
        <Anchor size="sm" component={Link} to="/approvals">
          Open approvals
        </Anchor>
      )}
      {about.waiting_for === "signal" && <SignalForm execution={about} />}
      {about.waiting_for === "outcome_unknown" && <DecideForm execution={about} />}
    </Stack>
  );
}

function Failure() {
  const stores = useStores();
  const execution = useRun((state) => state.execution);
  const node = useRun((state) => failedNode(state.execution, state.nodes));
  const catalogue = useEditor((state) => state.catalogue);
  const found = useEditor((state) => (node === null ? undefined : nodeById(state.document, node)));
  if (execution === null) return null;
  const error = execution.error;
  return (
    <Stack gap="xs">
      <Text size="sm" dir="auto">
        {found && <strong>{titleOf(catalogue, found)}: </strong>}
        {error?.message ?? "It did not end well."}
      </Text>
      {error && (
        <Text size="sm" c="dimmed">
          {adviceFor(error.code)} <code>{error.code}</code>
        </Text>
      )}
      <Group gap="xs">
        {found && (
          <Button size="xs" variant="default" onClick={() => goToFailedNode(stores)}>
            Go to node
          </Button>
        )}
        <RetryButton label={found ? "Retry from there" : "Retry"} />
      </Group>
    </Stack>
  );
}
