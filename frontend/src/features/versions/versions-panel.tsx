import { Button, Group, Stack, Text } from "@mantine/core";
import { IconArrowsDiff, IconVersions } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { versionsQuery } from "~/api/queries/versions";
import { workflowQuery } from "~/api/queries/workflow";
import type { VersionItem, WorkflowDetail } from "~/api/shapes";
import { useSession } from "~/editor/page/session-context";
import { useFilters } from "~/lib/filters";
import { EmptyState } from "~/ui/empty-state";
import { QueryView } from "~/ui/query-view";
import { CompareDialog } from "./compare/compare-dialog";
import { VersionRow } from "./version-row";

/** The published versions of the open workflow: looking at one, comparing two, going back. */
export function VersionsPanel() {
  const { workflowId } = useSession();
  const workflow = useQuery(workflowQuery(workflowId));
  const versions = useInfiniteQuery(versionsQuery(workflowId));
  return (
    <QueryView query={workflow}>
      {(detail) => (
        <QueryView query={versions}>
          {({ pages }) => (
            <Stack gap="sm">
              <Versions workflow={detail} items={pages.flatMap((page) => page.items)} />
              {versions.hasNextPage && (
                <Button
                  variant="default"
                  loading={versions.isFetchingNextPage}
                  onClick={() => void versions.fetchNextPage()}
                >
                  Load more
                </Button>
              )}
            </Stack>
          )}
        </QueryView>
      )}
    </QueryView>
  );
}

type VersionsProps = { workflow: WorkflowDetail; items: readonly VersionItem[] };

function Versions({ workflow, items }: VersionsProps) {
  const [, change] = useFilters();
  const { version: latest, has_draft: hasDraft } = workflow;
  if (latest === null || items.length === 0) {
    return (
      <EmptyState icon={<IconVersions aria-hidden />} title="Nothing is published yet">
        Publish the draft to make version 1. Every version stays, so that you can compare and go back.
      </EmptyState>
    );
  }
  return (
    <>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {hasDraft ? `The draft is newer than version ${latest}.` : `Version ${latest} is the latest.`}
        </Text>
        {(hasDraft || latest > 1) && (
          <Button
            size="xs"
            variant="light"
            leftSection={<IconArrowsDiff size={16} />}
            onClick={() => change({ compare: hasDraft ? `${latest}..draft` : `${latest - 1}..${latest}` })}
          >
            {hasDraft ? "Compare with the draft" : "Compare"}
          </Button>
        )}
      </Group>
      <Stack gap="xs" component="ol" m={0} p={0} aria-label="Versions">
        {items.map((item) => (
          <VersionRow key={item.version} item={item} workflow={workflow} />
        ))}
      </Stack>
      <CompareDialog workflow={workflow} versions={items} />
    </>
  );
}
