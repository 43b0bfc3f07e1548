import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Revised, workflowKey } from "~/api/queries/workflow";
import { useSession } from "~/editor/page/session-context";

/** Change something of the workflow besides its document, so that what is being edited is still saved afterwards. */
export function useWorkflowChange<V>(
  workflowId: string,
  change: (value: V, etag: string) => Promise<Revised<unknown>>,
) {
  const { saver } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (value: V) => {
      if (saver) await saver.change((etag) => change(value, etag));
      else await change(value, "*");
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: workflowKey(workflowId), refetchType: "active" });
      void cache.invalidateQueries({ queryKey: ["workflows"] });
    },
  });
}
