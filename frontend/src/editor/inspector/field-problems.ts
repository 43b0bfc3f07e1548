/** Messages of the server by the field that they are about. */

import type { NodeType } from "~/document/catalogue";
import type { Problem } from "../state";
import { normalName } from "./form/focus-field";
import { titleFrom } from "./form/schema";

export type Messages = ReadonlyMap<string, readonly string[]>;

const SETTINGS = "settings.";

/** Of a node: of its parameters, of its settings (without the prefix), and of the node as a whole. */
export type NodeProblems = {
  readonly params: Messages;
  readonly settings: Messages;
  readonly whole: readonly Problem[];
};

export function problemsOfNode(problems: readonly Problem[], id: string): NodeProblems {
  const own = problems.filter((problem) => problem.node === id);
  const named = own.filter((problem) => problem.field);
  return {
    params: byField(named.filter((problem) => !problem.field?.startsWith(SETTINGS))),
    settings: byField(named.filter((problem) => problem.field?.startsWith(SETTINGS))),
    whole: own.filter((problem) => !problem.field),
  };
}

export function problemsOfWorkflow(problems: readonly Problem[]): Messages {
  return byField(
    problems.filter((problem) => !problem.node && !problem.edge && problem.field?.startsWith(SETTINGS)),
  );
}

/** `"url" must not be empty` -> "Must not be empty.": the field's name stands above it already, and codes are for programs. */
export function sentenceOf({ message, field }: Problem): string {
  const quoted = `"${field}" `;
  const text = field && message.startsWith(quoted) ? message.slice(quoted.length) : message;
  const told = text.replace(/^[a-z]+(_[a-z]+)+: /, "");
  const sentence = told.charAt(0).toUpperCase() + told.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** What stands above the field that a problem is about: `cases[1].when` -> "Cases 2, When". */
export function titleOfField(type: NodeType | undefined, field: string): string {
  const [name = "", ...inner] = normalName(field)
    .replace(/^settings\./, "")
    .split(".");
  const title = type?.params.properties?.[name]?.title ?? titleFrom(name);
  return inner.reduce(
    (told, part) => (isPlace(part) ? `${told} ${Number(part) + 1}` : `${told}, ${titleFrom(part)}`),
    title,
  );
}

function isPlace(part: string): boolean {
  return /^\d+$/.test(part);
}

function byField(problems: readonly Problem[]): Messages {
  const found = new Map<string, string[]>();
  for (const problem of problems) {
    const name = normalName(problem.field ?? "").replace(/^settings\./, "");
    found.set(name, [...(found.get(name) ?? []), sentenceOf(problem)]);
  }
  return found;
}
