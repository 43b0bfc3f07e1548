/** One's own account: name, password, second factor, sessions, tenants. */

import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, data } from "../client";
import { enter } from "../session";
import type { Confirmation, Me, TotpSecret } from "../shapes";

const PAGE = 50;

export const sessionsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["me", "sessions"],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, cursor: pageParam };
      return data(api.GET("/api/v1/me/sessions", { params: { query }, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const myTenantsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["me", "tenants"],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, cursor: pageParam };
      return data(api.GET("/api/v1/me/tenants", { params: { query }, signal }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export function changeName(name: string): Promise<Me> {
  return data(api.PUT("/api/v1/me", { body: { name } }));
}

/** Ends all other sessions. */
export async function changePassword(current: string, wanted: string): Promise<void> {
  await api.PUT("/api/v1/me/password", { body: { current, new: wanted } });
}

/** Make a secret for an app. Nothing changes before its first code is confirmed. */
export function beginSecondFactor(): Promise<TotpSecret> {
  return data(api.POST("/api/v1/me/totp"));
}

/** The recovery codes, this once. */
export async function confirmSecondFactor(code: string): Promise<readonly string[]> {
  const { recovery_codes } = await data(api.POST("/api/v1/me/totp/confirm", { body: { code } }));
  return recovery_codes;
}

/** New recovery codes, this once; the ones before are good no more. */
export async function newRecoveryCodes(confirmation: Confirmation): Promise<readonly string[]> {
  const { recovery_codes } = await data(api.POST("/api/v1/me/recovery-codes", { body: confirmation }));
  return recovery_codes;
}

export async function removeSecondFactor(confirmation: Confirmation): Promise<void> {
  await api.DELETE("/api/v1/me/totp", { body: confirmation });
}

export async function endSession(id: string): Promise<void> {
  await api.DELETE("/api/v1/me/sessions/{session_id}", { params: { path: { session_id: id } } });
}

/** Also this one. */
export async function endAllSessions(): Promise<void> {
  await api.POST("/api/v1/auth/logout-all");
}

/** Go on in another tenant. What was cached belongs to the one before: clear it. */
export async function switchTenant(tenantId: string): Promise<void> {
  enter(await data(api.POST("/api/v1/auth/tenant", { body: { tenant_id: tenantId } })));
}

function firstPage(): string | undefined {
  return undefined;
}
