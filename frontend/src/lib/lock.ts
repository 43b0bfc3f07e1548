/** One at a time, across the tabs of a browser. */

const WAIT_MS = 40;
const LEASE_MS = 10_000;
const PROBE = "thaiyyal.room";

/** Run `work` while no other tab runs something under this name. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (globalThis.navigator?.locks) return navigator.locks.request(name, () => work());
  return hasStorage() ? withLease(name, work) : work();
}

/** Browsers have no locks on pages without TLS; a lease in the storage that tabs share comes near enough. */
async function withLease<T>(name: string, work: () => Promise<T>): Promise<T> {
  const mine = Math.random().toString(36).slice(2);
  while (!(await takeLease(name, mine))) await pause();
  try {
    return await work();
  } finally {
    if (ownerOf(name) === mine) localStorage.removeItem(name);
  }
}

/** Some browsers are told to keep nothing, or have no room. */
function hasStorage(): boolean {
  try {
    localStorage.setItem(PROBE, "");
    localStorage.removeItem(PROBE);
    return true;
  } catch {
    return false;
  }
}

async function takeLease(name: string, mine: string): Promise<boolean> {
  if (ownerOf(name) !== undefined) return false;
  localStorage.setItem(name, `${mine} ${Date.now() + LEASE_MS}`);
  await pause();
  return ownerOf(name) === mine;
}

function ownerOf(name: string): string | undefined {
  const [owner, until] = localStorage.getItem(name)?.split(" ") ?? [];
  const left = Number(until) - Date.now();
  return left > 0 && left <= LEASE_MS ? owner : undefined;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, WAIT_MS * (0.5 + Math.random() / 2)));
}
