import { cardPlace } from "./tour-steps";

afterEach(() => vi.unstubAllGlobals());

const WINDOW = { width: 1024, height: 768 };

test("the card stands beside what it is about", () => {
  expect(cardPlace({ x: 0, y: 48, width: 200, height: 700 }, WINDOW)).toEqual({ left: 212, top: 60 });
  expect(cardPlace({ x: 724, y: 48, width: 300, height: 700 }, WINDOW)).toEqual({ left: 392, top: 60 });
});

test("without room beside it stands above, within the window", () => {
  expect(cardPlace({ x: 200, y: 500, width: 800, height: 268 }, WINDOW)).toEqual({ left: 212, top: 278 });
});

test.each([
  ["Mozilla/5.0 (Macintosh)", "⌘ Enter"],
  ["Mozilla/5.0 (X11; Linux x86_64)", "Ctrl Enter"],
])("names the keys as they stand on the keyboard: %s", async (userAgent, keys) => {
  vi.stubGlobal("navigator", { userAgent });
  vi.resetModules();

  const { STEPS } = await import("./tour-steps");

  expect(STEPS.find(({ target }) => target === "run")?.text).toContain(`${keys} saves`);
});
