import { Anchor, Card, CloseButton, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { approvalQuery } from "~/api/queries/approvals";
import type { Approval } from "~/api/shapes";
import { QueryView } from "~/ui/query-view";
import { TimeAgo } from "~/ui/time-ago";
import { ApprovalBadge } from "./approval-badge";
import classes from "./approvals.module.css";
import { DecisionForm } from "./decision-form";
import { Outcome } from "./outcome";

export type ApprovalDetailProps = { id: string; onClose: () => void };

/** What is to be decided, by whom, and what was decided. */
export function ApprovalDetail({ id, onClose }: ApprovalDetailProps) {
  const query = useQuery(approvalQuery(id));
  return (
    <Card withBorder padding="lg" component="section" aria-label="The approval">
      <QueryView query={query}>
        {(approval) => (
          <Stack>
            <Group justify="space-between" align="flex-start" wrap="nowrap">
              <Title order={2} size="h3" dir="auto" className={classes.words}>
                {approval.title}
              </Title>
              <CloseButton aria-label="Close the approval" onClick={onClose} />
            </Group>
            <About approval={approval} />
            {approval.description && (
              <Text size="sm" dir="auto" className={classes.words}>
                {approval.description}
              </Text>
            )}
            {approval.may_decide ? (
              <DecisionForm key={approval.id} approval={approval} />
            ) : (
              <Outcome approval={approval} />
            )}
          </Stack>
        )}
      </QueryView>
    </Card>
  );
}

function About({ approval }: { approval: Approval }) {
  return (
    <Group gap="sm">
      <ApprovalBadge status={approval.status} />
      <Text size="sm" c="dimmed" component="span">
        Asked <TimeAgo at={approval.created_at} />
        {approval.status === "open" && approval.expires_at !== null && (
          <>
            , expires <TimeAgo at={approval.expires_at} />
          </>
        )}
      </Text>
      <Anchor
        size="sm"
        renderRoot={(props) => (
          <Link to="/executions/$executionId" params={{ executionId: approval.execution_id }} {...props} />
        )}
      >
        The execution of {approval.workflow_name ?? "a deleted workflow"}
      </Anchor>
    </Group>
  );
}
