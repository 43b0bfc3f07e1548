/** What is open, shown and how large on the editor's page. Sizes and the palette are remembered in the browser. */

import { createStore, type StoreApi } from "zustand/vanilla";

export type Dialog = "shortcuts" | "publish" | "details" | "conflict" | "welcome";

/** Sizes in pixels. */
export type Layout = {
  readonly inspector: number;
  readonly results: number;
  readonly isPaletteOpen: boolean;
  readonly isResultsOpen: boolean;
};

export type PageUi = {
  readonly layout: Layout;
  readonly side: "inspector" | "executions";
  readonly bottom: "results" | "problems";
  readonly dialog: Dialog | null;
  /** The step of the tour that is shown, from 0. */
  readonly tour: number | null;
  readonly arrange: (layout: Partial<Layout>) => void;
  readonly showSide: (side: PageUi["side"]) => void;
  readonly showBottom: (bottom: PageUi["bottom"]) => void;
  readonly open: (dialog: Dialog | null) => void;
  readonly goOnTour: (step: number | null) => void;
};

const KEY = "thaiyyal.editor.layout";
const NARROW = 1200;
const SMALLEST = 60;
const LARGEST = 2_000;

export function createPageUi(): StoreApi<PageUi> {
  let arranged = remembered();
  return createStore<PageUi>((set, get) => ({
    layout: { ...usual(), ...arranged },
    side: "inspector",
    bottom: "results",
    dialog: null,
    tour: null,
    arrange: (change) => {
      arranged = { ...arranged, ...change };
      set({ layout: { ...get().layout, ...change } });
      remember(arranged);
    },
    showSide: (side) => set({ side }),
    showBottom: (bottom) => {
      set({ bottom });
      get().arrange({ isResultsOpen: true });
    },
    open: (dialog) => set({ dialog }),
    goOnTour: (tour) => set({ tour, dialog: null }),
  }));
}

/** A narrow page is for the canvas first. */
function usual(): Layout {
  const isWide = globalThis.innerWidth >= NARROW;
  return { inspector: isWide ? 360 : 300, results: 260, isPaletteOpen: isWide, isResultsOpen: isWide };
}

/** What somebody has arranged, and nothing else: the rest is as the page has room. */
function remembered(): Partial<Layout> {
  try {
    return sound(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return {};
  }
}

/** Only what can be a size or a choice: what is kept may be of another version, or of nobody. */
function sound(kept: Readonly<Record<string, unknown>>): Partial<Layout> {
  const fits = ([key, value]: [string, unknown]) =>
    key.startsWith("is") ? typeof value === "boolean" : isSize(value);
  return Object.fromEntries(Object.entries(kept).filter(fits));
}

function isSize(value: unknown): boolean {
  return typeof value === "number" && value >= SMALLEST && value <= LARGEST;
}

function remember(layout: Partial<Layout>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(layout));
  } catch {
    // Without room in the browser the sizes last as long as the page.
  }
}
