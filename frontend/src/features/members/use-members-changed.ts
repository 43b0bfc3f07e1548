import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { membersKey } from "~/api/queries/members";
import { rolesKey } from "~/api/queries/roles";
import { meQuery } from "~/api/queries/session";

/** Reads again what changes with members and roles: both, and what I may do myself. */
export function useMembersChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  return useCallback(async () => {
    const keys = [membersKey, rolesKey, meQuery().queryKey];
    await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  }, [queryClient]);
}
