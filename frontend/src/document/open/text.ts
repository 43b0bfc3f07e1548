/** JSON text: where it is wrong, the same in every browser, and keys that are given twice. */

import type { Json } from "../types";

/** Why a text is no document. Lines and columns count from 1. */
export type TextProblem = { readonly line: number; readonly column: number; readonly message: string };

export type ParsedText =
  | { readonly ok: true; readonly json: Json }
  | { readonly ok: false; readonly problem: TextProblem };

export const MOST_CHARACTERS = 10 * 1024 * 1024;
export const TOO_LARGE = "The document is larger than 10 MiB.";
const DEEPEST = 110;
const BLANK = /[ \t\r\n]*/y;
const SCALAR =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON does not allow them inside of texts
  /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** An object or list that is open: `keys` of an object so far; whether a member must follow. */
type Open = { readonly keys: Set<string> | null };
type Expected = "value" | "first value" | "key" | "first key" | "colon" | "next" | "end";

const SENTENCES: Readonly<Record<Expected, string>> = {
  value: "A value is expected here.",
  "first value": "A value or ] is expected here.",
  key: 'A key in double quotes is expected here, such as "name".',
  "first key": "A key in double quotes or } is expected here.",
  colon: "A colon is expected here, between the key and its value.",
  next: "A comma or the closing bracket is expected here.",
  end: "The document ends before this; nothing may follow.",
};

export function parseText(text: string): ParsedText {
  if (text.length > MOST_CHARACTERS) return refused(text, 0, TOO_LARGE);
  const fault = faultIn(text.startsWith("\ufeff") ? ` ${text.slice(1)}` : text);
  if (fault) return refused(text, fault.at, fault.message);
  const json: Json = JSON.parse(text.replace(/^\ufeff/, ""));
  return { ok: true, json };
}

type Fault = { readonly at: number; readonly message: string };

/** Reads without recursion, so that no depth of nesting can overflow. */
class Scanner {
  private readonly open: Open[] = [];
  private expected: Expected = "value";
  private at = 0;

  constructor(private readonly text: string) {}

  fault(): Fault | undefined {
    for (;;) {
      this.at = endOf(BLANK, this.text, this.at) ?? this.at;
      if (this.at >= this.text.length) return this.expected === "end" ? undefined : this.unfinished();
      const fault = this.step(this.text.charAt(this.at));
      if (fault) return fault;
    }
  }

  private step(mark: string): Fault | undefined {
    const { expected } = this;
    if (expected === "colon") return mark === ":" ? this.pass("value") : this.refuse();
    if (expected === "next") return this.next(mark);
    if (expected === "key" || expected === "first key") return this.key(mark);
    return expected === "end" ? this.refuse() : this.value(mark);
  }

  private value(mark: string): Fault | undefined {
    if (mark === "]" && this.expected === "first value") return this.close();
    if (mark === "{" || mark === "[") return this.enter(mark);
    const end = endOf(SCALAR, this.text, this.at);
    if (end === undefined)
      return this.refuse(
        mark === '"' ? "This text has no end, or holds a character that must be escaped." : undefined,
      );
    this.at = end;
    return this.after();
  }

  private key(mark: string): Fault | undefined {
    if (mark === "}" && this.expected === "first key") return this.close();
    const end = mark === '"' ? endOf(SCALAR, this.text, this.at) : undefined;
    if (end === undefined) return this.refuse();
    const key = String(JSON.parse(this.text.slice(this.at, end)));
    const keys = this.open.at(-1)?.keys;
    if (keys?.has(key)) return this.refuse(`The key "${key.slice(0, 60)}" is given twice in one object.`);
    keys?.add(key);
    this.at = end;
    this.expected = "colon";
    return undefined;
  }

  private next(mark: string): Fault | undefined {
    const isObject = Boolean(this.open.at(-1)?.keys);
    if (mark === ",") return this.pass(isObject ? "key" : "value");
    return mark === (isObject ? "}" : "]") ? this.close() : this.refuse();
  }

  private enter(mark: string): Fault | undefined {
    if (this.open.length >= DEEPEST)
      return this.refuse(`The document is nested deeper than ${DEEPEST} levels.`);
    this.open.push({ keys: mark === "{" ? new Set() : null });
    return this.pass(mark === "{" ? "first key" : "first value");
  }

  private close(): undefined {
    this.open.pop();
    this.at += 1;
    return this.after();
  }

  private after(): undefined {
    this.expected = this.open.length > 0 ? "next" : "end";
  }

  private pass(expected: Expected): undefined {
    this.at += 1;
    this.expected = expected;
  }

  private refuse(message = SENTENCES[this.expected]): Fault {
    return { at: this.at, message };
  }

  private unfinished(): Fault {
    const isEmpty = this.open.length === 0 && this.expected === "value";
    return {
      at: this.at,
      message: isEmpty ? "The text is empty." : "The text ends in the middle of the document.",
    };
  }
}

function faultIn(text: string): Fault | undefined {
  return new Scanner(text).fault();
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function refused(text: string, at: number, message: string): ParsedText {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { ok: false, problem: { line: before.length, column, message } };
}
