/** Writes the work at hand into the browser's shelf: a moment after a change, or at once. One write at a time. */

const KEEP_AFTER_MS = 200;

export class Keeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last: Promise<void> = Promise.resolve();
  private readonly keep: () => Promise<void>;

  constructor(keep: () => Promise<void>) {
    this.keep = keep;
  }

  /** Write soon; what changes until then is written with it. */
  soon(): void {
    this.timer ??= setTimeout(() => void this.now(), KEEP_AFTER_MS);
  }

  now(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.last = this.last.then(this.keep);
    return this.last;
  }

  /** Write what waits to be written. */
  flush(): Promise<void> {
    return this.timer === undefined ? this.last : this.now();
  }
}
