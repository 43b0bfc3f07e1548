import { Alert, Stack, Title } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { triggersQuery } from "~/api/queries/triggers";
import { workflowQuery } from "~/api/queries/workflow";
import type { Schedule, Webhook, WorkflowDetail } from "~/api/shapes";
import { useSession } from "~/editor/page/session-context";
import { QueryView } from "~/ui/query-view";
import { NoTrigger } from "./no-trigger";
import { ScheduleCard } from "./schedule-card";
import { UnpublishedSchedules } from "./unpublished-schedules";
import { WebhookCard } from "./webhook-card";

/** What starts executions of the open workflow by itself, and where requests go. */
export function TriggersPanel() {
  const { workflowId } = useSession();
  const workflow = useQuery(workflowQuery(workflowId));
  const triggers = useQuery(triggersQuery(workflowId));
  return (
    <QueryView query={workflow}>
      {(detail) => (
        <QueryView query={triggers}>
          {({ schedules, webhooks }) => (
            <Triggers workflow={detail} schedules={schedules} webhooks={webhooks} />
          )}
        </QueryView>
      )}
    </QueryView>
  );
}

type TriggersProps = {
  workflow: WorkflowDetail;
  schedules: readonly Schedule[];
  webhooks: readonly Webhook[];
};

function Triggers({ workflow, schedules, webhooks }: TriggersProps) {
  const canChange = workflow.permissions.includes("workflows.update");
  const isEmpty = schedules.length === 0 && webhooks.length === 0;
  return (
    <Stack>
      {workflow.version === null && !isEmpty && (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />} title="Nothing is published yet">
          Test addresses work at once. Schedules and the other addresses start executions after you publish.
        </Alert>
      )}
      {webhooks.length > 0 && (
        <Stack gap="sm" component="section" aria-label="Webhooks">
          <Title order={3} size="h4">
            Webhooks
          </Title>
          {webhooks.map((webhook) => (
            <WebhookCard key={webhook.id} workflowId={workflow.id} webhook={webhook} canChange={canChange} />
          ))}
        </Stack>
      )}
      {schedules.length > 0 && (
        <Stack gap="sm" component="section" aria-label="Schedules">
          <Title order={3} size="h4">
            Schedules
          </Title>
          {schedules.map((schedule) => (
            <ScheduleCard
              key={schedule.id}
              workflowId={workflow.id}
              schedule={schedule}
              canChange={canChange}
            />
          ))}
        </Stack>
      )}
      <UnpublishedSchedules schedules={schedules} />
      {isEmpty && <NoTrigger />}
    </Stack>
  );
}
