import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, data } from "~/api/client";
import { switchTenant } from "~/api/queries/account";
import { leave } from "~/api/session";
import type { Tenant } from "~/api/shapes";
import { notifyDone } from "~/ui/notify";

/** After a tenant was deleted: on in another tenant of mine, or out when there is none. */
export function useLeaveTenant(): (deleted: Tenant) => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (deleted) => {
    const next = await anotherTenant(deleted.id);
    if (next === undefined) await signOut();
    else await switchTenant(next);
    queryClient.clear();
    notifyDone(`“${deleted.name}” is deleted.`);
    await navigate({ to: next === undefined ? "/sign-in" : "/workflows" });
  };
}

async function anotherTenant(deletedId: string): Promise<string | undefined> {
  const mine = await data(api.GET("/api/v1/me/tenants")).catch(() => ({ items: [] }));
  return mine.items.find(
    ({ id, status, membership }) => id !== deletedId && status === "active" && membership === "active",
  )?.id;
}

async function signOut(): Promise<void> {
  await api.POST("/api/v1/auth/logout", { body: {} }).catch(() => undefined);
  leave();
}
