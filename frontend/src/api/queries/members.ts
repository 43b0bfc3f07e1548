/** Who is a member of the tenant, and changing that. */

import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, data } from "../client";
import type { Member, PasswordReset } from "../shapes";

export const MEMBER_SORTS = ["name", "-name", "email", "-email", "-joined_at", "joined_at"] as const;
export const MEMBER_STATUSES = ["active", "disabled"] as const;

export type MemberFilters = {
  readonly q?: string;
  /** Name or id of a role. */
  readonly role?: string;
  readonly status?: Member["status"];
  readonly sort?: (typeof MEMBER_SORTS)[number];
};
/** What is not named stays. */
export type MemberChange = { readonly roles?: readonly string[]; readonly status?: Member["status"] };

const PAGE = 50;

export const membersKey = ["users"] as const;

export const membersQuery = (filters: MemberFilters) =>
  infiniteQueryOptions({
    queryKey: [...membersKey, "list", filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, limit: PAGE, cursor: pageParam };
      return data(api.GET("/api/v1/users", { params: { query }, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export function changeMember(id: string, { roles, status }: MemberChange): Promise<Member> {
  const body = { ...(roles && { roles: [...roles] }), ...(status && { status }) };
  return data(api.PUT("/api/v1/users/{user_id}", { params: { path: { user_id: id } }, body }));
}

/** What they owned in the tenant passes to whoever removes them. */
export async function removeMember(id: string): Promise<void> {
  await api.DELETE("/api/v1/users/{user_id}", { params: { path: { user_id: id } } });
}

/** A link by which a member sets a new password, this once. Older ones end. */
export function makeResetLink(id: string): Promise<PasswordReset> {
  return data(api.POST("/api/v1/users/{user_id}/password-reset", { params: { path: { user_id: id } } }));
}

function firstPage(): string | undefined {
  return undefined;
}
