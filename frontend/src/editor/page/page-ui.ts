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
  return createStore<PageUi>((set, get) => ({
    layout: remembered(),
    side: "inspector",
    bottom: "results",
    dialog: null,
    tour: null,
    arrange: (change) => {
      const layout = { ...get().layout, ...change };
      set({ layout });
      remember(layout);
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

function remembered(): Layout {
  const isWide = globalThis.innerWidth >= NARROW;
  const usual = { inspector: isWide ? 360 : 300, results: 260, isPaletteOpen: true, isResultsOpen: isWide };
  try {
    return { ...usual, ...sound(JSON.parse(localStorage.getItem(KEY) ?? "{}")) };
  } catch {
    return usual;
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

function remember(layout: Layout): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(layout));
  } catch {
    // Without room in the browser the sizes last as long as the page.
  }
}
