import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Grantee, type Level, share, sharesQuery, unshare } from "~/api/queries/shares";

export type ShareChange = { readonly grantee: Grantee; readonly level: Level | null };

/** Give, change, or with `level` null take away a share. */
export function useShare(workflowId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ grantee, level }: ShareChange) => {
      if (level === null) await unshare(workflowId, grantee);
      else await share(workflowId, grantee, level);
    },
    onSettled: () => cache.invalidateQueries({ queryKey: sharesQuery(workflowId).queryKey }),
  });
}
