/** References `node.<id>` in the text of expressions and templates, outside of quoted text. */

/** `start`, `end`: of what follows the word `node`, from its dot or bracket on. */
export type TextReference = {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly isOptional: boolean;
};

export type TextKind = "expression" | "template";

const TOKEN =
  /(?<name>[\p{L}_$][\p{L}\p{N}\p{M}_$]*)|(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<mark>[`{}])|(?<dot>\??\.)\s*|\s+|./gsuy;
const TEMPLATE_MARK = /\\.|`|\$\{|[^\\`$]+|\$/gsuy;
const DOTTED = /\s*(\?\.|\.)\s*([\p{L}\p{N}_]+)/uy;
const BRACKETED = /\s*(\?\.)?\s*\[\s*("(?:[^"\\]|\\.)*"|'[^'\\]*')\s*\]/suy;
const OWN_PARAMETER = /(?<![.\w$])node\s*=>|\([^()]*(?<![.\w$])node\b[^()]*\)\s*=>/u;
const PLAIN_ID = /^[\p{L}\p{N}_]+$/u;

/** Return the references of a text in order. An expression with a parameter called `node` has none. */
export function referencesIn(text: string, kind: TextKind): readonly TextReference[] {
  if (!text.includes("node")) return [];
  if (kind === "expression") return OWN_PARAMETER.test(text) ? [] : scan(text, 0, false).found;
  const found: TextReference[] = [];
  let at = text.indexOf("{{");
  while (at !== -1) {
    if (text[at - 1] === "\\") {
      at = text.indexOf("{{", at + 2);
      continue;
    }
    const { found: inner, end } = scan(text, at + 2, true);
    if (!OWN_PARAMETER.test(text.slice(at, end))) found.push(...inner);
    at = text.indexOf("{{", end);
  }
  return found;
}

/** Return the text with references to other ids; `names`: old id -> new id. */
export function withRenamedReferences(
  text: string,
  kind: TextKind,
  names: ReadonlyMap<string, string>,
): string {
  let made = "";
  let at = 0;
  for (const { id, start, end, isOptional } of referencesIn(text, kind)) {
    const name = names.get(id);
    if (name === undefined || name === id) continue;
    made += text.slice(at, start) + access(name, isOptional);
    at = end;
  }
  return made + text.slice(at);
}

/** How an expression reads a node's value: `node.http`, `node["my id"]`. */
export function referenceTo(id: string): string {
  return `node${access(id, false)}`;
}

function access(id: string, isOptional: boolean): string {
  if (PLAIN_ID.test(id)) return `${isOptional ? "?." : "."}${id}`;
  return `${isOptional ? "?." : ""}[${JSON.stringify(id)}]`;
}

/** Read an expression to its end; in a template that is the first }} outside of braces and quotes. */
function scan(text: string, from: number, isTemplate: boolean): { found: TextReference[]; end: number } {
  const found: TextReference[] = [];
  const open: string[] = [];
  let at = from;
  let isMember = false;
  while (at < text.length) {
    if (open.at(-1) === "`") {
      at = passTemplateText(text, at, open);
      continue;
    }
    const token = matched(TOKEN, text, at);
    const { name, dot, mark } = token?.groups ?? {};
    const start = at;
    at += token?.[0].length ?? 1;
    if (mark === "}" && open.length === 0 && isTemplate && text[at] === "}") return { found, end: at + 1 };
    if (mark !== undefined) track(mark, open);
    const reference = name === "node" && !isMember ? referenceAt(text, start + 4) : undefined;
    if (reference) {
      found.push(reference);
      at = reference.end;
    }
    isMember = dot !== undefined;
  }
  return { found, end: text.length };
}

function track(mark: string, open: string[]): void {
  if (mark === "}") open.pop();
  else open.push(mark);
}

function passTemplateText(text: string, at: number, open: string[]): number {
  const mark = matched(TEMPLATE_MARK, text, at)?.[0] ?? "\\";
  if (mark === "`") open.pop();
  if (mark === "${") open.push("{");
  return at + mark.length;
}

function referenceAt(text: string, at: number): TextReference | undefined {
  const dotted = matched(DOTTED, text, at);
  if (dotted?.[2] !== undefined) {
    return { id: dotted[2], start: at, end: at + dotted[0].length, isOptional: dotted[1] === "?." };
  }
  const bracketed = matched(BRACKETED, text, at);
  const id = bracketed?.[2] === undefined ? undefined : unquoted(bracketed[2]);
  if (!bracketed || id === undefined) return undefined;
  return { id, start: at, end: at + bracketed[0].length, isOptional: bracketed[1] !== undefined };
}

function unquoted(quoted: string): string | undefined {
  if (quoted.startsWith("'")) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

function matched(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
