/** Whether somebody was welcomed in this browser: on the list of workflows, or in the editor when they came there first. */

/** The welcome on the list of workflows was closed. */
export const LIST_CLOSED = "thaiyyal.welcome-seen";
const GREETED = "thaiyyal.greeted";

export function isGreeted(): boolean {
  try {
    return localStorage.getItem(GREETED) !== null || localStorage.getItem(LIST_CLOSED) !== null;
  } catch {
    return false;
  }
}

export function noteGreeted(): void {
  write(GREETED);
}

/** Who has closed one welcome needs no other. */
export function closeGreeting(): void {
  write(LIST_CLOSED);
}

function write(key: string): void {
  try {
    localStorage.setItem(key, "true");
  } catch {
    // Where nothing can be kept the welcome comes again.
  }
}
