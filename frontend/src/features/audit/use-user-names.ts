import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { LogName } from "~/api/queries/audit";
import { memberChoicesQuery } from "~/api/queries/choices";

/** How a user is called who acts; by their id where that is not known, as of those who left. */
export function useUserNames(log: LogName): (id: string) => string {
  const members = useQuery({ ...memberChoicesQuery(), enabled: log === "tenant" }).data;
  return useMemo(() => {
    const names = new Map(members?.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? `User …${id.slice(-6)}`;
  }, [members]);
}
