import { Alert, Anchor, Badge, Button, Card, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { pauseSchedule, resumeSchedule, triggersQuery } from "~/api/queries/triggers";
import type { Schedule } from "~/api/shapes";
import { formatDuration } from "~/lib/format";
import { ProblemAlert } from "~/ui/problem-alert";
import { TimeAgo } from "~/ui/time-ago";
import { NodeTitle } from "./node-title";
import { slotText } from "./slot-text";

export type ScheduleCardProps = { workflowId: string; schedule: Schedule; canChange: boolean };

/** One schedule: its timetable, when it comes next, how it went last. */
export function ScheduleCard({ workflowId, schedule, canChange }: ScheduleCardProps) {
  const isPaused = schedule.paused_at !== null;
  return (
    <Card withBorder padding="sm" component="article" aria-label={`Schedule ${schedule.node_id}`}>
      <Stack gap="xs">
        <Group justify="space-between">
          <NodeTitle node={schedule.node_id} />
          <Group gap="xs">
            <Badge variant="light" color={isPaused ? "orange" : "teal"} tt="none">
              {isPaused ? "Paused" : "Active"}
            </Badge>
            {canChange && <PauseButton workflowId={workflowId} schedule={schedule} />}
          </Group>
        </Group>
        <Text size="sm">
          {schedule.cron === null ? (
            `Every ${formatDuration(schedule.every_ms ?? 0)}`
          ) : (
            <>
              <code>{schedule.cron}</code> in {schedule.time_zone}
            </>
          )}
        </Text>
        <NextTimes schedule={schedule} />
        <LastSlot schedule={schedule} />
      </Stack>
    </Card>
  );
}

function PauseButton({ workflowId, schedule }: Omit<ScheduleCardProps, "canChange">) {
  const cache = useQueryClient();
  const isPaused = schedule.paused_at !== null;
  const changing = useMutation({
    mutationFn: () => (isPaused ? resumeSchedule : pauseSchedule)(workflowId, schedule.id),
    onSuccess: () => cache.invalidateQueries({ queryKey: triggersQuery(workflowId).queryKey }),
  });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={isPaused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
        loading={changing.isPending}
        onClick={() => changing.mutate()}
      >
        {isPaused ? "Resume" : "Pause"}
      </Button>
      {changing.error && <ProblemAlert error={changing.error} />}
    </>
  );
}

function NextTimes({ schedule }: { schedule: Schedule }) {
  if (schedule.paused_at !== null)
    return (
      <Text size="sm" c="dimmed">
        Paused <TimeAgo at={schedule.paused_at} />; nothing starts until it is resumed.
      </Text>
    );
  if (schedule.next_slots.length === 0) return <Text size="sm">It does not come again.</Text>;
  return (
    <div>
      <Text size="xs" fw={500} c="dimmed">
        Next
      </Text>
      <List size="sm" aria-label="Next times">
        {schedule.next_slots.slice(0, 5).map((slot) => (
          <List.Item key={slot}>
            {slotText(slot, schedule.time_zone)}{" "}
            <Text span size="xs" c="dimmed">
              <TimeAgo at={slot} />
            </Text>
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function LastSlot({ schedule }: { schedule: Schedule }) {
  const { last_slot: slot, last_execution_id: execution, last_error: error } = schedule;
  if (error)
    return (
      <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title="The last slot was not started">
        {error}
      </Alert>
    );
  if (!slot) return null;
  return (
    <Text size="sm">
      Last <TimeAgo at={slot} />
      {execution && (
        <>
          {": "}
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/executions/$executionId" params={{ executionId: execution }} {...props} />
            )}
          >
            show the execution
          </Anchor>
        </>
      )}
    </Text>
  );
}
