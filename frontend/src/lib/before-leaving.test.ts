import { finishBeforeLeaving, isAllFinished } from "./before-leaving";

test("nothing is open: one may leave", async () => {
  expect(await isAllFinished()).toBe(true);
});

test("everything that is open is finished, and what cannot be is told", async () => {
  const finished: string[] = [];
  const stops = [
    finishBeforeLeaving(async () => finished.push("one") > 0),
    finishBeforeLeaving(async () => finished.push("other") < 0),
  ];

  expect(await isAllFinished()).toBe(false);
  for (const stop of stops) stop();

  expect(finished).toEqual(["one", "other"]);
  expect(await isAllFinished()).toBe(true);
});
