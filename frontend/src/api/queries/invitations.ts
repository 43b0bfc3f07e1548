/** Who was invited into the tenant. */

import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, data } from "../client";
import type { Invitation, NewInvitation } from "../shapes";

export const INVITATION_STATES = ["open", "accepted", "expired", "revoked"] as const;

const PAGE = 50;

export const invitationsKey = ["invitations"] as const;

export const invitationsQuery = (state: Invitation["state"] | undefined) =>
  infiniteQueryOptions({
    queryKey: [...invitationsKey, state ?? "all"],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(state && { state }), limit: PAGE, cursor: pageParam };
      return data(api.GET("/api/v1/invitations", { params: { query }, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The answer has the link, this once. An open invitation of the same address ends. */
export function invite(email: string, role: string): Promise<NewInvitation> {
  return data(api.POST("/api/v1/invitations", { body: { email, role } }));
}

export async function revokeInvitation(id: string): Promise<void> {
  const params = { path: { invitation_id: id } };
  await api.DELETE("/api/v1/invitations/{invitation_id}", { params });
}

function firstPage(): string | undefined {
  return undefined;
}
