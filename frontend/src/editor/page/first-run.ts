/** Whether somebody has been in the editor before, in this browser. */

const KEY = "thaiyyal.editor.welcomed";

export function isFirstRun(): boolean {
  try {
    return localStorage.getItem(KEY) === null;
  } catch {
    return false;
  }
}

export function beenHere(): void {
  try {
    localStorage.setItem(KEY, new Date().toISOString());
  } catch {
    // Where nothing can be kept the welcome comes again.
  }
}
