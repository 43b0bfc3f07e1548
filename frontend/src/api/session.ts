import { createStore } from "zustand/vanilla";
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

/** Take what a sign-in, a refresh or a change of tenant answered. */
export function enter(signedIn: SignedIn): void {
  session.setState(
    { state: "signed-in", token: signedIn.access_token, user: signedIn.user, tenant: signedIn.tenant },
    true,
  );
}

export function leave(): void {
  session.setState({ state: "signed-out" }, true);
}

export function accessToken(): string | undefined {
  const now = session.getState();
  return now.state === "signed-in" ? now.token : undefined;
}

let refreshing: Promise<boolean> | undefined;

/** Get the next access token by the cookie. One request for all who ask meanwhile. False: not signed in any more. */
export function refresh(): Promise<boolean> {
  refreshing ??= askForTokens().finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function askForTokens(): Promise<boolean> {
  const answer = await fetch("/api/v1/auth/refresh", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  }).catch(() => {
    throw unreachable();
  });
  if (answer.ok) {
    enter(await answer.json());
    return true;
  }
  if (answer.status !== 401 && answer.status !== 403)
    throw new ApiProblem(answer.status, await bodyOf(answer));
  expire();
  return false;
}

function expire(): void {
  const now = session.getState();
  if (now.state === "signed-in" || now.state === "expired") {
    session.setState({ state: "expired", user: now.user, tenant: now.tenant }, true);
  } else {
    leave();
  }
}

async function bodyOf(answer: Response) {
  return answer.json().catch(() => ({}));
}
