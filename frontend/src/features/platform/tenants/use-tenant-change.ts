import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { tenantsKey } from "~/api/queries/platform";
import { notifyDone } from "~/ui/notify";

/** A change of one tenant, after which all that is known of tenants is read again. */
export function useTenantChange<T>(
  change: (wanted: T) => Promise<unknown>,
  done: string,
): UseMutationResult<unknown, Error, T> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: tenantsKey });
      notifyDone(done);
    },
  });
}
