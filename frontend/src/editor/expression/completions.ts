/** What can be written at a place of an expression: names with their values, functions, methods. */

import type { FunctionHelp, Language } from "~/api/queries/expressions";
import { isList, isObject } from "~/document/commands/values";
import type { Json } from "~/document/types";
import { type Chain, chainBefore, isName } from "./chain";
import type { CodeLanguage, ExpressionScope } from "./code-editor";
import { expressionStart } from "./dropped-path";
import { brief, kindName } from "./kinds";
import { arrowNames, sampleOf, valueOfPath } from "./values";

export type Completion = {
  readonly label: string;
  readonly kind: "key" | "name" | "function" | "method" | "node";
  /** A value's beginning, or a signature's result. */
  readonly detail: string;
  readonly about?: string;
  /** Instead of the label; `#{x}` marks what is filled in. */
  readonly snippet?: string;
  /** Stands in brackets, in place of the dot before it. */
  readonly isBracket?: boolean;
};

export type Completions = {
  readonly from: number;
  readonly isMember: boolean;
  readonly options: readonly Completion[];
};

export type Place = {
  readonly text: string;
  readonly position: number;
  readonly language: CodeLanguage;
  readonly format: string;
  readonly scope: ExpressionScope | null;
  readonly help: Language | null;
};

const MOST_KEYS = 500;

/** What fits at a place, or null where nothing can be completed, as in a text. */
export function completionsAt(place: Place): Completions | null {
  const start = place.language === "expression" ? 0 : expressionStart(place.text.slice(0, place.position));
  if (start === null || place.language === "text") return null;
  const before = place.text.slice(start, place.position);
  const chain = chainBefore(before, before.length);
  if (chain === null) return null;
  const options = chain.isMember ? members(chain, place, before) : names(place, before);
  return { from: start + chain.from, isMember: chain.isMember, options };
}

/** The text of an option as it is written, with its brackets. */
export function writtenAs({ label, isBracket }: Completion): string {
  return isBracket ? `[${JSON.stringify(label)}]` : label;
}

function members({ path }: Chain, place: Place, before: string): readonly Completion[] {
  const owner =
    place.scope === null ? undefined : valueOfPath(path, scopeFor(place.format, place.scope), before);
  if (isObject(owner)) return keysOf(owner, path.length === 1 && path[0] === "node" ? "node" : "key");
  const kind = isList(owner) ? "list" : typeof owner === "string" ? "text" : null;
  if (owner !== undefined && kind === null) return [];
  const methods = (place.help?.items ?? []).filter(
    (item) => item.kind === "method" && (kind === null || item.of === kind),
  );
  const length: Completion = { label: "length", kind: "key", detail: "number", about: "How many there are." };
  return [...(kind === null ? [] : [length]), ...methods.map(callOf)];
}

function names({ format, scope, help }: Place, before: string): readonly Completion[] {
  const values = scope === null ? null : scopeFor(format, scope);
  const bound = [...(values === null ? [] : arrowNames(before, values))].map(
    ([label, value]): Completion => ({
      label,
      kind: "name",
      detail: brief(value, 40),
    }),
  );
  const known = (help?.names ?? []).filter(
    (name) => name.formats.includes(format) || isBound(name.name, values),
  );
  const own = known.map(
    ({ name, purpose }): Completion => ({
      label: name,
      kind: "name",
      detail: values === null ? "" : brief(valueOfPath([name], values), 40),
      about: purpose,
    }),
  );
  const functions = (help?.items ?? []).filter((item) => item.kind === "function").map(callOf);
  const keys = isObject(values?.input)
    ? keysOf(values.input, "key").filter(({ isBracket }) => !isBracket)
    : [];
  return [...bound, ...own, ...keys, ...functions];
}

/** In fields for every element, `input` and `item` are the element. */
export function scopeFor(format: string, scope: ExpressionScope): ExpressionScope {
  if (format !== "items" || !isList(scope.input)) return scope;
  const element = sampleOf(scope.input);
  const { input: items, item: _outer, ...rest } = scope;
  return { ...rest, items, index: 0, ...(element !== undefined && { input: element, item: element }) };
}

function isBound(name: string, scope: ExpressionScope | null): boolean {
  return scope !== null && (name === "index" || name === "items") && scope[name] !== undefined;
}

function keysOf(owner: Readonly<Record<string, Json>>, kind: "key" | "node"): readonly Completion[] {
  return Object.entries(owner)
    .slice(0, MOST_KEYS)
    .map(([label, value]) => ({
      label,
      kind,
      detail: brief(value, 40) || kindName(value),
      ...(!isName(label) && { isBracket: true }),
    }));
}

/** Arrows come with their parameter, and with the cursor in their body. */
function callOf({ name, kind, signature, returns, purpose, example }: FunctionHelp): Completion {
  const inner = signature.slice(signature.indexOf("(") + 1, -1);
  const body = /^(\([^)]*\)|\w+) =>/.exec(inner)?.[1];
  const snippet = body === undefined ? `${name}(${inner === "" ? "" : "#{}"})` : `${name}(${body} => #{})`;
  return {
    label: name,
    kind,
    detail: `${signature.slice(name.length)}: ${returns}`,
    about: `${purpose}\n${example}`,
    snippet,
  };
}
