/** Writes the work at hand into the browser's shelf: a moment after a change, or at once. One write at a time. */

const KEEP_AFTER_MS = 200;

export class Keeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last: Promise<void> = Promise.resolve();
  private writes = 0;
  private readonly keep: () => Promise<void>;

  constructor(keep: () => Promise<void>) {
    this.keep = keep;
  }

  /** Whether something is not written yet. */
  get isBehind(): boolean {
    return this.timer !== undefined || this.writes > 0;
  }

  /** Write soon; what changes until then is written with it. */
  soon(): void {
    this.timer ??= setTimeout(() => void this.now(), KEEP_AFTER_MS);
  }

  now(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writes += 1;
    this.last = this.last.then(this.keep).finally(() => {
      this.writes -= 1;
    });
    return this.last;
  }

  /** Write what waits to be written. */
  flush(): Promise<void> {
    return this.timer === undefined ? this.last : this.now();
  }
}
