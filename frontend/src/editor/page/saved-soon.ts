import type { Saver } from "../saving/saver";

const WAIT_MS = 3000;

/** Save what is not saved yet, without keeping somebody who wants to leave for long. False: it is not saved. */
export async function isSavedSoon(saver: Saver): Promise<boolean> {
  if (!saver.hasUnsaved()) return true;
  const enough = new Promise<void>((resolve) => setTimeout(resolve, WAIT_MS));
  await Promise.race([saver.saveNow().catch(() => undefined), enough]);
  return !saver.hasUnsaved();
}
