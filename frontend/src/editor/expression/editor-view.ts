/** The editor of CodeMirror: what it is made of, and how it follows what it is given. */

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from "@codemirror/autocomplete";
import { history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { Annotation, Compartment, EditorState, type Extension, Prec, Transaction } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, placeholder } from "@codemirror/view";
import { styleNonce } from "~/ui/nonce";
import type { CodeEditorProps, CodeError } from "./code-editor";
import { completionSource, type PlaceAt } from "./completion-source";
import { droppedPath, insertedPath } from "./dropped-path";
import { appearance } from "./editor-theme";
import { helpAt } from "./help-at";
import { languageOf } from "./languages";
import { editingKeys, typingOver } from "./typing";

/** A click on a completion takes the focus for a moment. */
const AFTER_BLUR_MS = 20;

/** Marks changes that come from outside, and need not be told to the outside. */
const outside = Annotation.define<boolean>();

export type EditorOptions = Pick<
  CodeEditorProps,
  "language" | "label" | "readOnly" | "minLines" | "placeholder"
>;
export type Editor = { readonly view: EditorView; readonly options: Compartment };

export type EditorStart = {
  readonly parent: HTMLElement;
  readonly value: string;
  readonly options: EditorOptions;
  readonly placeAt: PlaceAt;
  readonly onChange: (value: string) => void;
};

export function openEditor({ parent, value, options, placeAt, onChange }: EditorStart): Editor {
  const compartment = new Compartment();
  const told = EditorView.updateListener.of((update) => {
    const isOwn = update.transactions.every((each) => each.annotation(outside) === undefined);
    if (update.docChanged && isOwn) onChange(update.state.doc.toString());
  });
  const extensions = [
    EditorView.cspNonce.of(styleNonce()),
    history(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ override: [completionSource(placeAt)], icons: false }),
    hoverTooltip((view, position) => tooltipAt(placeAt, view, position)),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...editingKeys]),
    typingOver,
    noCompletionsElsewhere,
    EditorView.lineWrapping,
    appearance,
    told,
    compartment.of(changeable(options)),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: value, extensions }) });
  return { view, options: compartment };
}

export function applyOptions({ view, options }: Editor, wanted: EditorOptions): void {
  view.dispatch({ effects: options.reconfigure(changeable(wanted)) });
}

/** Show another text, such as after undo. */
export function applyValue({ view }: Editor, value: string): void {
  const shown = view.state.doc.toString();
  if (shown === value.replaceAll("\r\n", "\n")) return;
  view.dispatch({
    changes: { from: 0, to: shown.length, insert: value },
    annotations: [outside.of(true), Transaction.addToHistory.of(false)],
  });
}

export function applyError({ view }: Editor, error: CodeError | null): void {
  const length = view.state.doc.length;
  const from = Math.min(error?.start ?? 0, length);
  const to = Math.min(Math.max(error?.end ?? 0, from), length);
  const found = error === null ? [] : [{ from, to, severity: "error" as const, message: error.message }];
  view.dispatch(setDiagnostics(view.state, found));
}

/** Tab is not taken: it leads to the next control, as everywhere. */
function changeable({
  language,
  label,
  readOnly = false,
  minLines,
  placeholder: hint = "",
}: EditorOptions): Extension {
  return [
    languageOf(language),
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-multiline": String(minLines !== 1),
      dir: "auto",
      tabindex: "0",
    }),
    placeholder(hint),
    minLines === 1
      ? oneLine
      : EditorView.theme({ ".cm-content": { minHeight: `${(minLines ?? 1) * 1.5}em` } }),
    EditorView.domEventHandlers({ drop: (event, view) => !readOnly && dropAt(view, event, language) }),
  ];
}

/** Completions that were still looked for when one left the field would open over what one went to. */
const noCompletionsElsewhere = EditorView.domEventHandlers({
  blur: (_, view) => {
    setTimeout(() => view.hasFocus || closeCompletion(view), AFTER_BLUR_MS);
  },
});

/** Enter does nothing; pasted lines become one. */
const oneLine: Extension = [
  Prec.high(keymap.of([{ key: "Enter", run: () => true }])),
  EditorView.clipboardInputFilter.of((text) => text.trim().replaceAll(/\s*\n\s*/g, " ")),
];

function dropAt(view: EditorView, event: DragEvent, language: CodeEditorProps["language"]): boolean {
  const path = droppedPath(event.dataTransfer);
  if (path === null) return false;
  event.preventDefault();
  const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length;
  const insert = insertedPath(path, { language, before: view.state.sliceDoc(0, at) });
  view.dispatch({
    changes: { from: at, insert },
    selection: { anchor: at + insert.length },
    userEvent: "input.drop",
  });
  view.focus();
  return true;
}

function tooltipAt(placeAt: PlaceAt, view: EditorView, position: number) {
  const help = helpAt(placeAt(view.state.doc.toString(), position));
  if (help === null) return null;
  return {
    pos: help.from,
    end: help.to,
    above: true,
    create: () => ({ dom: helpElement(help.title, help.text) }),
  };
}

function helpElement(title: string, text: string): HTMLElement {
  const element = document.createElement("div");
  element.className = "cm-help";
  const heading = document.createElement("strong");
  heading.textContent = title;
  element.append(heading, text);
  return element;
}
