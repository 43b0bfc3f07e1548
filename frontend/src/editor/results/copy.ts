/** Text to the clipboard, with a word about it. */

import { notifyDone, notifyProblem } from "~/ui/notify";

export function copyText(text: string, done = "Copied."): void {
  navigator.clipboard.writeText(text).then(
    () => notifyDone(done),
    (problem: unknown) => notifyProblem("The browser did not let it be copied", problem),
  );
}
