import { createStore } from "zustand/vanilla";
import { afterLeftBehind } from "~/lib/left-behind";
import { inTurn } from "~/lib/lock";
import { noteAnswer } from "./connection";
import { ApiProblem, unreachable } from "./problem";
import type { SignedIn } from "./shapes";

/**
 * Who is signed in, in this tab. The access token lives in memory only; the refresh token in a cookie that scripts
 * cannot read. `expired`: the session ended while somebody worked; they sign in again over what they see.
 */
export type Session =
  | { state: "unknown" }
  | { state: "signed-out" }
  | { state: "signed-in"; token: string; user: SignedIn["user"]; tenant: SignedIn["tenant"] }
  | { state: "expired"; user: SignedIn["user"]; tenant: SignedIn["tenant"] };

export const session = createStore<Session>(() => ({ state: "unknown" }));

const otherTabs = globalThis.BroadcastChannel && new BroadcastChannel("thaiyyal.session");

/** Take what a sign-in, a refresh or a change of tenant answered. */
export function enter(signedIn: SignedIn): void {
  session.setState(
    { state: "signed-in", token: signedIn.access_token, user: signedIn.user, tenant: signedIn.tenant },
    true,
  );
}

/** One's name was changed. */
export function rename(name: string): void {
  const now = session.getState();
  if ("user" in now) session.setState({ ...now, user: { ...now.user, name } }, true);
}

/** Sign out here, and in the other tabs of this browser: they show what the same person may see. */
export function leave(): void {
  const now = session.getState();
  if ("user" in now) otherTabs?.postMessage(now.user.id);
  session.setState({ state: "signed-out" }, true);
}

/** Be told when the same person has signed out in another tab, and therefore here. Returns how to stop. */
export function onLeftElsewhere(act: () => void): () => void {
  const hear = ({ data }: MessageEvent<unknown>) => {
    const now = session.getState();
    if (!("user" in now) || now.user.id !== data) return;
    session.setState({ state: "signed-out" }, true);
    act();
  };
  otherTabs?.addEventListener("message", hear);
  return () => otherTabs?.removeEventListener("message", hear);
}

export function accessToken(): string | undefined {
  const now = session.getState();
  return now.state === "signed-in" ? now.token : undefined;
}

let refreshing: Promise<boolean> | undefined;

/**
 * Get the next access token by the cookie. One request for all who ask meanwhile, and one tab after the other, since
 * a refresh token that comes twice ends its session; so a page that was left while it asked is waited for. False: not signed in any more.
 */
export function refresh(): Promise<boolean> {
  refreshing ??= inTurn("thaiyyal.refresh", askForTokens).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function askForTokens(): Promise<boolean> {
  const answer = await afterLeftBehind("thaiyyal.refresh-sent", () => post("/api/v1/auth/refresh", {}));
  if (answer.ok) {
    const signedIn: SignedIn = await answer.json();
    if (!isSamePerson(signedIn)) {
      expire();
      return false;
    }
    enter(await inSameTenant(signedIn));
    return true;
  }
  if (answer.status !== 401 && answer.status !== 403)
    throw new ApiProblem(answer.status, await bodyOf(answer));
  expire();
  return false;
}

/** Another tab may have signed somebody else in; what this one shows and has not saved is not theirs. */
export function isSamePerson({ user }: SignedIn): boolean {
  const now = session.getState();
  return !("user" in now) || now.user.id === user.id;
}

/** Another tab may have gone on in another tenant; this one stays where it is, if it still may. */
async function inSameTenant(signedIn: SignedIn): Promise<SignedIn> {
  const now = session.getState();
  const tenant = "tenant" in now ? now.tenant : undefined;
  return inTenant(signedIn, tenant?.id).catch((problem: unknown) => {
    if (problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500) return signedIn;
    throw problem;
  });
}

/**
 * The tokens of the same session in a certain tenant. They are not in force yet: see `enter`.
 *
 * @throws ApiProblem when one may not go there.
 */
export async function inTenant(signedIn: SignedIn, tenantId: string | undefined): Promise<SignedIn> {
  if (tenantId === undefined || signedIn.tenant?.id === tenantId) return signedIn;
  const answer = await post("/api/v1/auth/tenant", { tenant_id: tenantId }, signedIn.access_token);
  if (!answer.ok) throw new ApiProblem(answer.status, await bodyOf(answer));
  return answer.json();
}

/** Goes on when the page is left, so that the browser gets the next cookie. */
async function post(path: string, body: object, token?: string): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json" });
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  const asked = { method: "POST", headers, body: JSON.stringify(body), keepalive: true };
  const answer = await fetch(path, asked).catch(() => {
    noteAnswer(undefined);
    throw unreachable();
  });
  noteAnswer(answer.status);
  return answer;
}

function expire(): void {
  const now = session.getState();
  if (now.state === "signed-in" || now.state === "expired") {
    session.setState({ state: "expired", user: now.user, tenant: now.tenant }, true);
  } else {
    session.setState({ state: "signed-out" }, true);
  }
}

async function bodyOf(answer: Response) {
  return answer.json().catch(() => ({}));
}
