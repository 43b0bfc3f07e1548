import { Group, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Level, sharesQuery } from "~/api/queries/shares";
import type { WorkflowDetail } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";
import { GranteeSelect } from "./grantee-select";
import { LevelSelect } from "./level-select";
import { ShareProblem } from "./share-problem";
import { useShare } from "./use-share";

export type AddShareProps = { workflow: WorkflowDetail };

/** Shares the workflow with one more member or role. */
export function AddShare({ workflow }: AddShareProps) {
  const [level, setLevel] = useState<Level>("read");
  const sharing = useShare(workflow.id);
  const taken = useTaken(workflow);
  if (!taken) return null;
  return (
    <Stack gap="xs">
      <Group align="flex-end" wrap="nowrap">
        <GranteeSelect
          label="Share with"
          kinds={["user", "role"]}
          without={taken}
          onPick={({ kind, id, name }) =>
            sharing.mutate(
              { grantee: { kind, id }, level },
              { onSuccess: () => notifyDone(`Shared with ${name}.`) },
            )
          }
        />
        <LevelSelect label="Level" level={level} permissions={workflow.permissions} onChange={setLevel} />
      </Group>
      {sharing.error && <ShareProblem error={sharing.error} />}
    </Stack>
  );
}

/** Ids of those who reach it already: to share once more with them would change their level without a word. */
function useTaken({ id, owner }: WorkflowDetail): readonly string[] | undefined {
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = useInfiniteQuery(sharesQuery(id));
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const items = data?.pages.flatMap((page) => page.items);
  return (
    items &&
    [owner?.id, ...items.map(({ user, role }) => (user ?? role)?.id)].filter((each) => each !== undefined)
  );
}
