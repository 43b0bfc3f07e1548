/** Where a value stands, as an expression that gives it. Pure. */

export type Segment = string | number;

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `node.fetch`, or `node["fetch orders"]` where the id is no plain name. */
export function nodePath(id: string): string {
  return appended("node", id);
}

/** The id of the node whose value a path gives: what `nodePath` was made of. */
export function nodeOf(path: string): string | undefined {
  const [, plain, quoted] = /^node(?:\.(\w+)|\[("(?:[^"\\]|\\.)*")\])$/.exec(path) ?? [];
  return quoted === undefined ? plain : String(JSON.parse(quoted));
}

export function appended(path: string, segment: Segment): string {
  if (typeof segment === "number") return `${path}[${segment}]`;
  return PLAIN.test(segment) ? `${path}.${segment}` : `${path}[${JSON.stringify(segment)}]`;
}

export function pathOf(base: string, segments: readonly Segment[]): string {
  return segments.reduce<string>(appended, base);
}
