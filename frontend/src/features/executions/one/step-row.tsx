import { ActionIcon, Group, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronRight } from "@tabler/icons-react";
import type { Step } from "~/api/queries/executions";
import { statusWord } from "~/editor/run/standing";
import { formatDuration } from "~/lib/format";
import { StatusBadge } from "~/ui/status-badge";
import { TypeIcon } from "~/ui/type-icon";
import classes from "./one.module.css";
import { StepOutput } from "./step-output";
import { barOf } from "./timeline";

export type StepRowProps = {
  executionId: string;
  step: Step;
  type: { label: string; icon: string } | undefined;
  span: { start: number; end: number };
};

/** One step: what it did, when, and opened, what it gave. */
export function StepRow({ executionId, step, type, span }: StepRowProps) {
  const [isOpen, { toggle }] = useDisclosure();
  const bar = barOf(step, span);
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <ActionIcon
            className={classes.opens}
            data-open={isOpen}
            aria-expanded={isOpen}
            aria-label={`What ${step.node_id} gave`}
            onClick={toggle}
          >
            <IconChevronRight size={16} />
          </ActionIcon>
        </Table.Td>
        <Table.Td className={classes.step}>
          <Group gap="xs" wrap="nowrap">
            <TypeIcon name={type?.icon ?? "box"} size={16} />
            <div>
              <Text size="sm" fw={600}>
                {step.node_id}
              </Text>
              <Text size="xs" c="dimmed">
                {[type?.label ?? step.type, step.path && `run ${step.path}`].filter(Boolean).join(" · ")}
              </Text>
            </div>
          </Group>
        </Table.Td>
        <Table.Td>
          <StatusBadge status={step.status} label={statusWord(step.status)} />
          {step.attempt > 1 && (
            <Text size="xs" c="dimmed">
              Attempt {step.attempt}
            </Text>
          )}
        </Table.Td>
        <Table.Td>{step.port ?? "–"}</Table.Td>
        <Table.Td className={classes.time}>
          {step.duration_ms === null ? "–" : formatDuration(step.duration_ms)}
        </Table.Td>
        <Table.Td w="34%">
          <div className={classes.line} aria-hidden="true">
            {bar && (
              <div
                className={classes.bar}
                data-status={step.status}
                style={{ insetInlineStart: `${bar.left}%`, width: `${bar.width}%` }}
              />
            )}
          </div>
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={6}>
            <StepOutput executionId={executionId} step={step} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
