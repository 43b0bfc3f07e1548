import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { catalogueIcons } from "./build/catalogue-icons.ts";
import { precompress } from "./build/precompress.ts";

const SERVER = process.env.VITE_SERVER ?? "http://127.0.0.1:8462";

/* Files without a screen run without a document, but for these, which need what browsers have. */
const PLAIN = ["src/**/*.test.ts"];
const IN_A_DOCUMENT = [
  "src/api/*.test.ts",
  "src/editor/page/page-ui.test.ts",
  "src/editor/run/pins-and-nodes.test.ts",
  "src/editor/run/store.test.ts",
  "src/editor/saving/*.test.ts",
  "src/editor/shortcuts/listen.test.ts",
  "src/lib/{left-behind,lock}.test.ts",
  "src/testing/*.test.ts",
];

export default defineConfig({
  plugins: [react(), catalogueIcons(), precompress()],
  resolve: { tsconfigPaths: true },
  server: { proxy: { "/api/": SERVER, "/sandbox.html": SERVER } },
  build: {
    target: "es2023",
    // These know light-dark(); for older ones it would be spelled with variables that nothing sets.
    cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: {
    globals: true,
    projects: [
      { extends: true, test: { name: "plain", include: PLAIN, exclude: IN_A_DOCUMENT, environment: "node" } },
      {
        extends: true,
        test: {
          name: "screens",
          include: ["src/**/*.test.tsx", ...IN_A_DOCUMENT],
          environment: "jsdom",
          setupFiles: ["src/testing/set-up.ts"],
        },
      },
    ],
    // A worker keeps what it has loaded: every file cleans up after itself (src/testing/set-up.ts).
    isolate: false,
    maxWorkers: "100%",
    css: false,
    restoreMocks: true,
    testTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["src/**"],
      exclude: ["src/**/*.test.{ts,tsx}", "src/testing/**", "src/api/schema.d.ts", "src/app/main.tsx"],
      reporter: ["text-summary", "json-summary"],
      reportsDirectory: "node_modules/.coverage",
      thresholds: {
        lines: 80,
        branches: 80,
        "src/document/**": { lines: 95, branches: 95 },
      },
    },
  },
});
