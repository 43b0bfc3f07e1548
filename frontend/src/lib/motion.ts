/** Whether somebody has asked for fewer movements on the screen. */
export function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
