import { Stack, Table, Text } from "@mantine/core";
import type { Approval } from "~/api/shapes";
import type { JsonObject } from "~/document/types";
import { TimeAgo } from "~/ui/time-ago";
import classes from "./approvals.module.css";
import { shownValue } from "./form-values";

export type OutcomeProps = { approval: Approval };

/** What was decided; of an open approval, who decides it. */
export function Outcome({ approval }: OutcomeProps) {
  if (approval.status === "open") return <Text size="sm">{deciders(approval.approvers)}</Text>;
  return (
    <Stack gap="sm">
      {approval.decided_at !== null && (
        <Text size="sm">
          {approval.decided_by ? `By ${approval.decided_by.name}, ` : "By itself, "}
          <TimeAgo at={approval.decided_at} />
        </Text>
      )}
      {approval.comment && (
        <Text size="sm" component="blockquote" m={0} dir="auto" className={classes.words}>
          {approval.comment}
        </Text>
      )}
      {approval.values !== null && approval.form.length > 0 && <Values approval={approval} />}
    </Stack>
  );
}

function Values({ approval }: OutcomeProps) {
  const values: JsonObject = JSON.parse(JSON.stringify(approval.values ?? {}));
  return (
    <Table variant="vertical" withTableBorder aria-label="What was filled in">
      <Table.Tbody>
        {approval.form.map(({ name }) => (
          <Table.Tr key={name}>
            <Table.Th w="40%">{name}</Table.Th>
            <Table.Td dir="auto" className={classes.words}>
              {shownValue(values[name])}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function deciders(approvers: readonly string[]): string {
  if (approvers.length === 0) return "Whoever may execute the workflow decides this.";
  const names = approvers.map((each) => each.replace(/^role:/, "members with the role "));
  return `This is decided by ${names.join(", ")}.`;
}
