/** Text to the clipboard, with a word about it. */

import { writeToClipboard } from "~/lib/system-clipboard";
import { notifyDone, notifyProblem } from "~/ui/notify";

export function copyText(text: string, done = "Copied."): void {
  writeToClipboard(text).then(
    () => notifyDone(done),
    (problem: unknown) => notifyProblem("Nothing was copied", problem),
  );
}
