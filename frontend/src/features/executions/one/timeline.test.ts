import { aStep } from "~/testing/executions";
import { barOf, spanOf } from "./timeline";

const at = (ms: number) => new Date(ms).toISOString();

test("bars lie where their steps were, between the first beginning and the last end", () => {
  const first = aStep({ started_at: at(1_000), duration_ms: 500 });
  const second = aStep({ started_at: at(1_500), duration_ms: 500 });
  const span = spanOf([first, second], null);

  expect(span).toEqual({ start: 1_000, end: 2_000 });
  expect(barOf(first, span)).toEqual({ left: 0, width: 50 });
  expect(barOf(second, span)).toEqual({ left: 50, width: 50 });
});

test("what goes on reaches to now", () => {
  const running = aStep({ started_at: at(1_000), duration_ms: null, status: "running" });
  const span = spanOf([running], 3_000);

  expect(span.end).toBe(3_000);
  expect(barOf(running, span)).toEqual({ left: 0, width: 100 });
});

test("the shortest step is still seen, also at the very end, and what has not begun has no bar", () => {
  const long = aStep({ started_at: at(0), duration_ms: 1_000_000 });
  const late = aStep({ started_at: at(1_000_000), duration_ms: 0 });
  const span = spanOf([long, late], null);
  const bar = barOf(late, span);

  expect(bar?.width).toBeGreaterThan(0);
  expect((bar?.left ?? 0) + (bar?.width ?? 0)).toBeLessThanOrEqual(100);
  expect(barOf(aStep({ started_at: null }), span)).toBeNull();
  expect(spanOf([], null)).toEqual({ start: 0, end: 1 });
});
