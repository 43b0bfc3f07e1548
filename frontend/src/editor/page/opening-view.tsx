import { Skeleton } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { isProblem } from "~/api/problem";
import { catalogueQuery } from "~/api/queries/catalogue";
import { openedWorkflowQuery, versionQuery } from "~/api/queries/workflow";
import { session } from "~/api/session";
import { EmptyState } from "~/ui/empty-state";
import { Page } from "~/ui/page";
import { ProblemAlert } from "~/ui/problem-alert";
import { NoPermission } from "~/ui/query-view";
import { browserShelf, keyOf } from "../saving/shelf";
import classes from "./opening-view.module.css";
import type { SessionStart } from "./session";

export type OpeningViewProps = {
  workflowId: string;
  version: string | null;
  children: (start: SessionStart) => ReactNode;
};

/** Fetches what the editor begins with. What comes later does not disturb who is at work already. */
export function OpeningView({ workflowId, version, children }: OpeningViewProps) {
  const { start, error, refetch } = useStart(workflowId, version);
  const [first, setFirst] = useState<SessionStart | null>(null);
  if (first === null && start !== null) setFirst(start);
  if (first !== null) return children(first);
  if (error === null) return <EditorSkeleton />;
  return (
    <Page title="Workflow">
      <Refused error={error} onRetry={refetch} />
    </Page>
  );
}

function useStart(workflowId: string, version: string | null) {
  const userId = useStore(session, (now) => ("user" in now ? now.user.id : ""));
  const key = keyOf(workflowId, userId);
  const opened = useQuery(openedWorkflowQuery(workflowId));
  const kept = useQuery({
    queryKey: ["kept-draft", key],
    queryFn: async () => (await browserShelf.read(key)) ?? null,
    gcTime: 0,
    networkMode: "always",
  });
  const catalogue = useQuery(catalogueQuery());
  const looked = useQuery({ ...versionQuery(workflowId, version ?? ""), enabled: version !== null });
  const isReady =
    opened.data && catalogue.data && kept.data !== undefined && (version === null || looked.data);
  const start: SessionStart | null = isReady
    ? {
        opened: opened.data,
        catalogue: catalogue.data,
        kept: kept.data ?? undefined,
        version: looked.data ?? null,
        userId,
      }
    : null;
  const all = [opened, catalogue, looked];
  return {
    start,
    error: all.map((query) => query.error).find((error) => error !== null) ?? null,
    refetch: () => void Promise.all(all.filter((query) => query.isError).map((query) => query.refetch())),
  };
}

function Refused({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (isProblem(error) && error.status === 403) return <NoPermission />;
  if (isProblem(error) && error.status === 404) {
    return (
      <EmptyState icon={<IconMapOff aria-hidden />} title="There is no such workflow">
        It may have been deleted, it may belong to another tenant of yours, or nobody has shared it with you.
      </EmptyState>
    );
  }
  return <ProblemAlert error={error} title="The workflow could not be opened" onRetry={onRetry} />;
}

function EditorSkeleton() {
  return (
    <output aria-label="Loading the workflow" className={classes.skeleton}>
      <Skeleton height={48} radius={0} className={classes.bar} />
      <Skeleton height="100%" radius={0} />
      <div />
      <Skeleton height="100%" radius={0} />
    </output>
  );
}
