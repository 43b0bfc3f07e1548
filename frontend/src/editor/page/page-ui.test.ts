import { createPageUi } from "./page-ui";

const KEY = "thaiyyal.editor.layout";
const USUAL = createPageUi().getState().layout;

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

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

it.each([
  [1199, false],
  [1200, true],
])("on a page %i pixels wide the palette is open: %s", (width, isOpen) => {
  vi.stubGlobal("innerWidth", width);

  expect(createPageUi().getState().layout).toMatchObject({ isPaletteOpen: isOpen, isResultsOpen: isOpen });
});

it("keeps the palette open on a narrow page for who has opened it", () => {
  vi.stubGlobal("innerWidth", 1024);
  createPageUi().getState().arrange({ isPaletteOpen: true });

  expect(createPageUi().getState().layout.isPaletteOpen).toBe(true);
});

it("remembers what somebody arranged, not what a narrow page had no room for", () => {
  vi.stubGlobal("innerWidth", 1024);
  createPageUi().getState().arrange({ results: 300 });
  vi.stubGlobal("innerWidth", 1440);

  expect(createPageUi().getState().layout).toMatchObject({
    isPaletteOpen: true,
    results: 300,
    inspector: 360,
  });
});
