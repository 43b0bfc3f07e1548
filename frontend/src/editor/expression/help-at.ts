/** What a word of an expression means: a value of the last execution, or what a function does. */

import type { Language } from "~/api/queries/expressions";
import { chainBefore } from "./chain";
import { type Place, scopeFor } from "./completions";
import { expressionStart } from "./dropped-path";
import { brief, kindName, sizeOf } from "./kinds";
import { valueOfPath } from "./values";

export type Help = {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly text: string;
};

const WORD = /^[\p{L}\p{N}_$]*/u;

/** Help on the word at a place, or null. */
export function helpAt(place: Place): Help | null {
  const rest = WORD.exec(place.text.slice(place.position))?.[0] ?? "";
  const end = place.position + rest.length;
  const start = place.language === "expression" ? 0 : expressionStart(place.text.slice(0, place.position));
  if (start === null) return null;
  const before = place.text.slice(start, end);
  const chain = chainBefore(before, before.length);
  if (chain === null || chain.word === "") return null;
  const at = { from: start + chain.from, to: end };
  const isCall = place.text.slice(end).trimStart().startsWith("(");
  if (isCall) return helpOnCall(chain.word, chain.isMember, place.help, at);
  const scope = place.scope === null ? null : scopeFor(place.format, place.scope);
  const value = scope === null ? undefined : valueOfPath([...chain.path, chain.word], scope, before);
  if (value === undefined) return helpOnName(chain.word, chain.isMember, place.help, at);
  const kind = [kindName(value), sizeOf(value)].filter(Boolean).join(", ");
  return { ...at, title: `${chain.word}: ${kind}`, text: brief(value, 400) };
}

type Span = { readonly from: number; readonly to: number };

function helpOnCall(name: string, isMethod: boolean, help: Language | null, at: Span): Help | null {
  const kind = isMethod ? "method" : "function";
  const [found] = (help?.items ?? []).filter((item) => item.name === name && item.kind === kind);
  if (!found) return null;
  return { ...at, title: `${found.signature}: ${found.returns}`, text: `${found.purpose}\n${found.example}` };
}

function helpOnName(name: string, isMember: boolean, help: Language | null, at: Span): Help | null {
  const found = isMember ? undefined : help?.names.find((each) => each.name === name);
  return found ? { ...at, title: name, text: found.purpose } : null;
}
