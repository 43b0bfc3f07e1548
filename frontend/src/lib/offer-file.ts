const KEPT_MS = 10_000;

/** Have the browser save something as a file. `name` may be any text; what does not fit a file's name is replaced. */
export function offerFile(blob: Blob, name: string, extension: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "") || "file"}.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
