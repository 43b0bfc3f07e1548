/** What a page began and did not see the end of, because it was left: the next page waits for it. */

const LONGEST_MS = 1_500;

/**
 * Run `work`, which goes on when the page is left, although it looks like a failure there: only success says that it
 * has ended. If a page of this browser was left within such work, moments ago, it is given the time to end first.
 */
export async function afterLeftBehind<T>(name: string, work: () => Promise<T>): Promise<T> {
  await pause(leftFor(name));
  write(name, String(Date.now()));
  const done = await work();
  write(name, undefined);
  return done;
}

/** For how long the other page's work may still take. */
function leftFor(name: string): number {
  const left = Number(read(name)) + LONGEST_MS - Date.now();
  return left > 0 && left <= LONGEST_MS ? left : 0;
}

function pause(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}

/* Some browsers are told to keep nothing. */
function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    // Nothing is kept then, and nothing is waited for.
  }
}
