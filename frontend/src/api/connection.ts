import { createStore } from "zustand/vanilla";

/** Whether the server answers. Whoever asks it says so here; the banner of the shell shows it. */
export type Connection = { readonly isLost: boolean };

export const connection = createStore<Connection>(() => ({ isLost: false }));

const GATEWAY = new Set([502, 504]);

/** Take note of an answer, or that there was none. A gateway that finds nobody behind it is no answer. */
export function noteAnswer(status: number | undefined): void {
  const isLost = status === undefined || GATEWAY.has(status);
  if (connection.getState().isLost !== isLost) connection.setState({ isLost });
}

/** Ask whether the server is there. */
export async function knock(): Promise<boolean> {
  const answer = await fetch("/api/v1/auth/options").catch(() => undefined);
  noteAnswer(answer?.status);
  return !connection.getState().isLost;
}
