/** Execute, stop, and the input to execute with. */
export function RunControls() {
  return null;
}
