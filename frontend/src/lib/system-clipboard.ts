/** The clipboard of the system. Pages that came over plain HTTP have none, and people may refuse it. */

const NOT_THERE =
  "The browser lets only pages that come over HTTPS use the clipboard from a button. The keys work.";

/** Rejects with the reason when nothing was copied. */
export async function writeToClipboard(text: string): Promise<void> {
  if (navigator.clipboard === undefined) throw new Error(NOT_THERE);
  await navigator.clipboard.writeText(text);
}

/** Rejects with the reason when it may not be read. */
export async function readFromClipboard(): Promise<string> {
  if (navigator.clipboard === undefined) throw new Error(NOT_THERE);
  return navigator.clipboard.readText();
}
