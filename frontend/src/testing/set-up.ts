import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import "./browser";

/** Enough for a machine with much to do; nothing waits longer than it has to. */
configure({ asyncUtilTimeout: 30_000 });

/** What React, libraries or the application told the console: a test that is right tells nothing. */
const told: string[] = [];

function tell(...words: readonly unknown[]): void {
  told.push(words.map(String).join(" "));
}

Object.assign(console, { error: tell, warn: tell });

beforeEach(() => {
  told.length = 0;
  localStorage.clear();
  sessionStorage.clear();
});

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
  expect(told).toEqual([]);
});
