import { createPageUi } from "./page-ui";

const KEY = "thaiyyal.editor.layout";
const USUAL = createPageUi().getState().layout;

beforeEach(() => localStorage.clear());

it.each([
  "{",
  "null",
  '"text"',
  "[1, 2]",
  '{"inspector": "wide", "results": {"a": 1}, "isPaletteOpen": "no", "isResultsOpen": 1}',
  '{"inspector": 1e9, "results": -5}',
  '{"__proto__": {"inspector": 1}, "constructor": 2}',
])("is laid out as usual when what was remembered makes no sense: %s", (text) => {
  localStorage.setItem(KEY, text);

  expect(createPageUi().getState().layout).toMatchObject(USUAL);
});

it("is laid out as it was left", () => {
  createPageUi().getState().arrange({ inspector: 420, isPaletteOpen: false });

  expect(createPageUi().getState().layout).toEqual({ ...USUAL, inspector: 420, isPaletteOpen: false });
});
