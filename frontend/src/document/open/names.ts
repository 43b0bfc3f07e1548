/** Ids that are not in use yet. */

/** Gives readable ids: the name itself, or with the next free number behind it. */
export class FreshIds {
  private readonly used: Set<string>;
  private readonly next = new Map<string, number>();

  constructor(used: Iterable<string>) {
    this.used = new Set(used);
  }

  /** `e` -> `e1`, `e2`, … */
  numbered(prefix: string): string {
    let number = this.next.get(prefix) ?? 1;
    while (this.used.has(`${prefix}${number}`)) number += 1;
    this.next.set(prefix, number + 1);
    return this.take(`${prefix}${number}`);
  }

  /** `http` -> `http`, `http_2`, …; `http_2` -> `http_3`. */
  like(name: string): string {
    if (!this.used.has(name)) return this.take(name);
    const stem = name.replace(/_\d+$/, "");
    let number = this.next.get(`${stem}_`) ?? 2;
    while (this.used.has(`${stem}_${number}`)) number += 1;
    this.next.set(`${stem}_`, number + 1);
    return this.take(`${stem}_${number}`);
  }

  has(id: string): boolean {
    return this.used.has(id);
  }

  private take(id: string): string {
    this.used.add(id);
    return id;
  }
}
