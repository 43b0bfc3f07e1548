/** What the pages of members show as their address says it. Pure. */

import { INVITATION_STATES } from "~/api/queries/invitations";
import { MEMBER_SORTS, MEMBER_STATUSES, type MemberFilters } from "~/api/queries/members";
import type { Invitation } from "~/api/shapes";
import type { Filters } from "~/lib/filters";

export const NO_FILTERS: Filters = { q: undefined, role: undefined, status: undefined };

export function wantedMembers({ q, role, status, sort }: Filters): MemberFilters {
  const wantedStatus = MEMBER_STATUSES.find((each) => each === status);
  return {
    ...(q && { q }),
    ...(role && { role }),
    ...(wantedStatus && { status: wantedStatus }),
    sort: MEMBER_SORTS.find((each) => each === sort) ?? "name",
  };
}

export function isFiltered({ q, role, status }: Filters): boolean {
  return [q, role, status].some(Boolean);
}

export function invitationState({ state }: Filters): Invitation["state"] | undefined {
  return INVITATION_STATES.find((each) => each === state);
}
