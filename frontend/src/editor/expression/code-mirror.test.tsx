import { startCompletion } from "@codemirror/autocomplete";
import { forEachDiagnostic } from "@codemirror/lint";
import { EditorView } from "@codemirror/view";
import { act, fireEvent, screen } from "@testing-library/react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { renderInEditor } from "~/testing/editor";
import { fakeServer } from "~/testing/fake-server";
import type { CodeEditorProps } from "./code-editor";
import { CodeMirror } from "./code-mirror";
import { PATH_TYPE } from "./dropped-path";

const SCOPE = { input: { total: 7, "two words": 1 }, nodes: {}, variables: {}, context: {} };

const MEASURING = { getClientRects: () => [], getBoundingClientRect: () => new DOMRect() };

beforeAll(() => {
  Object.assign(Range.prototype, MEASURING);
});

afterAll(() => {
  for (const name of Object.keys(MEASURING)) Reflect.deleteProperty(Range.prototype, name);
});

test("what is typed is told, and what comes from outside is shown without being told", () => {
  const { view, changes, show } = open({ value: "input" });

  act(() => view.dispatch({ changes: { from: 5, insert: ".total" } }));
  expect(changes).toEqual(["input.total"]);
  show({ value: "other" });

  expect(view.state.doc.toString()).toBe("other");
  expect(changes).toEqual(["input.total"]);
});

test("an error is marked where it is, however short the text has become", () => {
  const { view, show } = open({ value: "input +" });

  show({ value: "input +", error: { message: "An expression is missing.", start: 6, end: 99 } });
  expect(marks(view)).toEqual([{ from: 6, to: 7, message: "An expression is missing." }]);
  expect(field().closest("[data-invalid]")).not.toBeNull();
  show({ value: "input +", error: null });

  expect(marks(view)).toEqual([]);
});

test("names of the last execution are offered, and go in brackets where they must", async () => {
  const { view, changes } = open({ value: "input.", scope: SCOPE });
  act(() => view.dispatch({ selection: { anchor: 6 } }));

  act(() => void startCompletion(view));
  const options = await screen.findAllByRole("option");
  expect(options.map((option) => option.textContent)).toEqual(
    expect.arrayContaining([expect.stringContaining("total"), expect.stringContaining("two words")]),
  );
  const option = options.find((each) => each.textContent?.includes("two words"));
  if (!option) throw new Error("there is no such option");
  // Options that have just opened cannot be taken yet, lest somebody takes one by accident.
  await act(() => new Promise((resolve) => setTimeout(resolve, 100)));
  fireEvent.mouseDown(option);

  expect(changes.at(-1)).toBe('input["two words"]');
});

test("a path that is dropped on a template stands in braces", () => {
  const { view, changes } = open({ value: "Dear ", language: "template" });

  fireEvent.drop(view.contentDOM, { dataTransfer: carrying("node.fetch.name") });

  expect(changes.join()).toContain("{{ node.fetch.name }}");
});

test("who may not change it can read it", () => {
  const { view, changes } = open({ value: "input", readOnly: true });

  fireEvent.drop(view.contentDOM, { dataTransfer: carrying("input.total") });

  expect(view.state.readOnly).toBe(true);
  expect(changes).toEqual([]);
});

test("a single line stays one", () => {
  const { view, show } = open({ value: "input", minLines: 1 });
  expect(field()).toHaveAttribute("aria-multiline", "false");

  fireEvent.keyDown(view.contentDOM, { key: "Enter" });
  expect(view.state.doc.lines).toBe(1);
  show({ minLines: 4 });

  expect(field()).toHaveAttribute("aria-multiline", "true");
});

test("typing over what is marked replaces it, and brackets go around it", () => {
  const { view, changes } = open({ value: "total" });
  const mark = () => act(() => view.dispatch({ selection: { anchor: 0, head: view.state.doc.length } }));

  mark();
  typeOver(view, "(");
  expect(changes.at(-1)).toBe("(total)");
  mark();
  typeOver(view, "x");

  expect(changes.at(-1)).toBe("x");
});

test.each([
  ["expression", 'input.total > 2.5 && not(x) ?? "a\\"b" + \'c\' # [null, true]'],
  ["template", "Dear {{ { a: { b: 1 } }.a }}, \\{{ text }} and {{ 'a}}' + name"],
  ["json", '{"a": [1, null]}'],
  ["text", "plain {{ text }}"],
] as const)("shows %s as it is written", (language, value) => {
  open({ value, language });

  expect(field().textContent).toBe(value);
});

test("the parts of an expression are told apart", () => {
  const { view } = open({ value: "input.total + 1" });

  const parts = [...view.contentDOM.querySelectorAll(".cm-line span")].map((part) => part.textContent);

  expect(parts).toEqual(["input", ".", "total", "+", "1"]);
});

function open(given: Partial<CodeEditorProps>) {
  fakeServer({ "GET /api/v1/expressions/functions": { items: [], names: [], next_cursor: null } });
  const changes: string[] = [];
  const told = {
    language: "expression",
    label: "Field",
    onChange: (value: string) => changes.push(value),
  } as const;
  const props = createStore<CodeEditorProps>(() => ({ value: "", ...told, ...given }));
  renderInEditor(<Followed props={props} />);
  const view = EditorView.findFromDOM(field());
  if (!view) throw new Error("there is no editor");
  return { view, changes, show: (more: Partial<CodeEditorProps>) => act(() => props.setState(more)) };
}

function Followed({ props }: { props: StoreApi<CodeEditorProps> }) {
  return <CodeMirror {...useStore(props)} />;
}

function field(): HTMLElement {
  return screen.getByRole("textbox", { name: "Field" });
}

function marks(view: EditorView) {
  const found: object[] = [];
  forEachDiagnostic(view.state, ({ message }, from, to) => found.push({ from, to, message }));
  return found;
}

function carrying(path: string) {
  return { getData: (type: string) => (type === PATH_TYPE ? path : "") };
}

function typeOver(view: EditorView, data: string) {
  const typed = new InputEvent("beforeinput", {
    data,
    inputType: "insertText",
    bubbles: true,
    cancelable: true,
  });
  act(() => void view.contentDOM.dispatchEvent(typed));
}
