/** Listen to an event of the window until the function that is returned is called. */
export function listen(event: string, act: () => void): () => void {
  globalThis.addEventListener(event, act);
  return () => globalThis.removeEventListener(event, act);
}
