import { createContext, type ReactNode, use } from "react";
import { useStore } from "zustand";
import type { PageUi } from "./page-ui";
import type { EditorSession } from "./session";

const Session = createContext<EditorSession | null>(null);

export type SessionProviderProps = { session: EditorSession; children: ReactNode };

/** Gives the parts of the page the workflow that is open on it. */
export function SessionProvider({ session, children }: SessionProviderProps) {
  return <Session value={session}>{children}</Session>;
}

export function useSession(): EditorSession {
  const session = use(Session);
  if (session === null) throw new Error("a part of the editor's page stands outside of it");
  return session;
}

/** Follow a part of what is open and shown on the page. */
export function usePageUi<T>(selector: (ui: PageUi) => T): T {
  return useStore(useSession().ui, selector);
}
