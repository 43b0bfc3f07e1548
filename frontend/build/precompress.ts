import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TEXTS = /\.(css|html|js|json|svg|txt|wasm|webmanifest)$/;
const PAGE = "index.html";
const WORTH_IT = { leastBytes: 1024, share: 0.95 };

/** Puts a .br and a .gz beside every built file that they make smaller; the server sends them as they are. */
export function precompress(): Plugin {
  let folder = "dist";
  return {
    name: "precompress",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (TEXTS.test(name) && name !== PAGE) compress(join(folder, name));
      }
    },
  };
}

function compress(path: string): void {
  const content = readFileSync(path);
  if (content.length < WORTH_IT.leastBytes) return;
  const hint = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  keep(`${path}.br`, brotliCompressSync(content, { params: hint }), content);
  keep(`${path}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }), content);
}

function keep(path: string, packed: Buffer, content: Buffer): void {
  if (packed.length < content.length * WORTH_IT.share) writeFileSync(path, packed);
}
