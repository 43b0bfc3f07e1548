import { idleRun, openedEditor } from "~/testing/editor";
import type { Action } from "../actions";
import { actOnKey } from "./listen";

afterEach(() => document.body.replaceChildren());

test("a key does what it stands for, whatever the case of its letter", () => {
  expect(press(document.body, { key: "p" }, ["P"])).toBe(1);
  expect(press(document.body, { key: "P", shiftKey: true }, ["P"])).toBe(0);
  expect(press(document.body, { key: "?", shiftKey: true }, ["?"])).toBe(1);
  expect(press(document.body, { key: "Z", ctrlKey: true, shiftKey: true }, ["mod+shift+Z"])).toBe(1);
  expect(press(document.body, { key: "z", metaKey: true }, ["mod+Z"])).toBe(1);
});

test("who types is not disturbed, but can save, run and search commands", () => {
  const field = element("input");
  expect(press(field, { key: "p" }, ["P"])).toBe(0);
  expect(press(field, { key: "z", ctrlKey: true }, ["mod+Z"])).toBe(0);
  expect(press(field, { key: "c", ctrlKey: true }, ["mod+C"])).toBe(0);
  expect(press(field, { key: "s", ctrlKey: true }, ["mod+S"])).toBe(1);
  expect(press(field, { key: "Enter", ctrlKey: true }, ["mod+Enter"])).toBe(1);
  expect(press(field, { key: "k", ctrlKey: true }, ["mod+K"])).toBe(1);
});

test("keys that other controls need are the canvas's only there", () => {
  const [button, canvas] = [element("button"), element("div", { class: "react-flow" })];
  for (const key of ["ArrowLeft", "Enter", "Tab", "Delete", "p", "?"]) {
    expect(press(button, { key }, [key])).toBe(0);
    expect(press(canvas, { key }, [key])).toBe(1);
  }
});

test("characters work from the heading that one comes to a page by, other keys of the canvas do not", () => {
  const heading = element("h1", { tabindex: "-1" });
  expect(press(heading, { key: "p" }, ["P"])).toBe(1);
  expect(press(heading, { key: "Tab" }, ["Tab"])).toBe(0);
});

test("a dialog that is open has all keys", () => {
  element("div", { role: "dialog", "aria-modal": "true" });
  expect(press(document.body, { key: "p" }, ["P"])).toBe(0);
});

test("what cannot be done now leaves the key to others", () => {
  const event = new KeyboardEvent("keydown", { key: "p", cancelable: true });
  const action: Action = {
    id: "a",
    label: "A",
    group: "Edit",
    keys: ["P"],
    isEnabled: () => false,
    run: () => {},
  };
  expect(actOnKey(event, [action], stores())).toBe(false);
  expect(event.defaultPrevented).toBe(false);
});

function press(target: Element, pressed: KeyboardEventInit, keys: readonly string[]): number {
  let count = 0;
  const action: Action = {
    id: "a",
    label: "A",
    group: "Edit",
    keys,
    run: () => {
      count += 1;
    },
  };
  const event = new KeyboardEvent("keydown", { ...pressed, bubbles: true, cancelable: true });
  const listen = () => void actOnKey(event, [action], stores());
  document.addEventListener("keydown", listen, { once: true });
  target.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(count > 0);
  return count;
}

function stores() {
  return { editor: openedEditor(), run: idleRun() };
}

function element(tag: string, attributes: Record<string, string> = {}): Element {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  document.body.append(made);
  return made;
}
