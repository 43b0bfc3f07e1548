/** Completions as CodeMirror takes them. */

import {
  type CompletionContext,
  type CompletionResult,
  type Completion as Option,
  snippet,
} from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { type Completion, completionsAt, type Place, writtenAs } from "./completions";

const TYPES: Readonly<Record<Completion["kind"], string>> = {
  key: "property",
  name: "variable",
  function: "function",
  method: "method",
  node: "class",
};

export type PlaceAt = (text: string, position: number) => Place;

/** Asks when a name has begun, after a dot, or when one wants it. */
export function completionSource(placeAt: PlaceAt) {
  return (context: CompletionContext): CompletionResult | null => {
    const found = completionsAt(placeAt(context.state.doc.toString(), context.pos));
    if (found === null || found.options.length === 0) return null;
    const isWanted = context.explicit || found.isMember || found.from < context.pos;
    if (!isWanted) return null;
    return { from: found.from, options: found.options.map(optionOf), validFor: /^[\p{L}\p{N}_$]*$/u };
  };
}

function optionOf(completion: Completion, at: number): Option {
  const { label, detail, about, kind } = completion;
  return {
    label,
    type: TYPES[kind],
    detail,
    boost: -Math.min(at, 98),
    ...(about !== undefined && { info: () => textElement(about) }),
    apply: applied(completion),
  };
}

function applied(completion: Completion): Option["apply"] {
  if (completion.snippet !== undefined) return snippet(completion.snippet);
  if (!completion.isBracket) return completion.label;
  return (view, _option, from, to) => putInBrackets(view, writtenAs(completion), from, to);
}

/** The brackets take the place of a plain dot; `?.` stays. */
function putInBrackets(view: EditorView, insert: string, from: number, to: number): void {
  const before = view.state.sliceDoc(Math.max(0, from - 2), from);
  const start = before.endsWith(".") && !before.endsWith("?.") ? from - 1 : from;
  view.dispatch({
    changes: { from: start, to, insert },
    selection: { anchor: start + insert.length },
    userEvent: "input.complete",
  });
}

function textElement(text: string): HTMLElement {
  const element = document.createElement("div");
  element.textContent = text;
  return element;
}
