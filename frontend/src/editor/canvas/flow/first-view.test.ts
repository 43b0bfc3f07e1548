import { openDocument } from "~/document/open";
import { catalogue } from "~/testing/catalogue";
import { firstView, MANY } from "./first-view";
import { cardNodes } from "./flow-nodes";

const ROWS = 20;

function cards(count: number) {
  const nodes = Array.from({ length: count }, (_, n) => ({
    id: `n${n}`,
    type: "expression",
    position: { x: Math.floor(n / ROWS) * 320, y: (n % ROWS) * 140 },
  }));
  const document = openDocument({ nodes: nodes.toReversed(), edges: [] });
  return cardNodes({ document, catalogue, selected: new Set(), moving: new Map() });
}

test("a graph is seen whole", () => {
  expect(firstView(cards(MANY)).nodes).toBeUndefined();
});

test("a large graph is seen where it begins, near enough to be read", () => {
  const { nodes = [], minZoom } = firstView(cards(MANY + 1));

  const ids = new Set(nodes.map(({ id }) => id));
  expect(ids.has("n0")).toBe(true);
  expect(ids.has(`n${MANY}`)).toBe(false);
  expect(ids.size).toBeLessThan(50);
  expect(minZoom).toBeGreaterThan(0.42);
});
