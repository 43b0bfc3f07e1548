import { Alert, Anchor, Stack } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { approvalsOfQuery } from "~/api/queries/approvals";
import type { Execution } from "~/api/queries/executions";
import { DecideForm } from "~/editor/run/decide-form";
import { ReasonToWait } from "~/editor/run/reason-to-wait";
import { SignalForm } from "~/editor/run/signal-form";
import { whyItWaits } from "~/editor/run/standing";

export type WaitingProps = { execution: Execution };

/** What an execution waits for, and how to let it go on. */
export function Waiting({ execution }: WaitingProps) {
  if (whyItWaits(execution) === null) return null;
  return (
    <Alert color="violet" title="It waits" icon={<IconHourglass aria-hidden />}>
      <Stack gap="sm">
        <ReasonToWait execution={execution} />
        {execution.status === "waiting" && <WayOn execution={execution} />}
      </Stack>
    </Alert>
  );
}

function WayOn({ execution }: WaitingProps) {
  if (execution.waiting_for === "approval") return <ApprovalLinks execution={execution} />;
  if (execution.waiting_for === "signal") return <SignalForm execution={execution} />;
  if (execution.waiting_for === "outcome_unknown") return <DecideForm execution={execution} />;
  return null;
}

function ApprovalLinks({ execution }: WaitingProps) {
  const approvals = useQuery(approvalsOfQuery(execution.id)).data ?? [];
  return (
    <>
      {approvals.map(({ id, title, may_decide }) => (
        <Anchor
          key={id}
          size="sm"
          dir="auto"
          renderRoot={(props) => (
            <Link
              to="/approvals"
              search={may_decide ? { approval: id } : { view: "open", approval: id }}
              {...props}
            />
          )}
        >
          {may_decide ? `Decide “${title}”` : `Look at “${title}”`}
        </Anchor>
      ))}
    </>
  );
}
