import { useState } from "react";

/** What a form began with. Follows what the server says until somebody types; `rebase` takes it on all the same. */
export function useBased<T extends { readonly etag: string }>(
  served: T,
  isDirty: boolean,
): [T, (next: T) => void] {
  const [based, rebase] = useState(served);
  const follows = !isDirty && served.etag !== based.etag;
  if (follows) rebase(served);
  return [follows ? served : based, rebase];
}
