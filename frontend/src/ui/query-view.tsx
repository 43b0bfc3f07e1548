import { Skeleton, Stack } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { isProblem } from "~/api/problem";
import { EmptyState } from "./empty-state";
import { ProblemAlert } from "./problem-alert";

export type QueryViewProps<T> = {
  query: Pick<UseQueryResult<T>, "data" | "error" | "isPending" | "refetch">;
  children: (data: T) => ReactNode;
  skeleton?: ReactNode;
};

/** The four states of what comes from the server: loading, refused, not permitted, there. */
export function QueryView<T>({ query, children, skeleton }: QueryViewProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <output aria-label="Loading">{skeleton ?? <Bars />}</output>;
  if (isProblem(query.error) && query.error.status === 403) return <NoPermission />;
  return (
    <ProblemAlert error={query.error} title="This could not be loaded" onRetry={() => void query.refetch()} />
  );
}

/** Shown instead of what one's roles do not allow. */
export function NoPermission() {
  return (
    <EmptyState icon={<IconLock aria-hidden />} title="You may not see this">
      Your roles in this tenant do not allow it. An owner or administrator can change that under Members.
    </EmptyState>
  );
}

function Bars() {
  return (
    <Stack gap="sm">
      {[1, 2, 3, 4].map((row) => (
        <Skeleton key={row} height={44} radius="md" />
      ))}
    </Stack>
  );
}
