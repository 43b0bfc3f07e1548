import { useState } from "react";

type Based<T> = {
  readonly based: T;
  /** Take on what was saved, or what somebody else did. */
  readonly rebase: (next: T) => void;
  /** To be called while drawing: without anything typed, the form begins with what the server says now. */
  readonly follow: (isDirty: boolean) => void;
};

/** What a form began with. It stays while somebody types, whatever the server says meanwhile. */
export function useBased<T extends { readonly etag: string }>(served: T): Based<T> {
  const [based, rebase] = useState(served);
  const follow = (isDirty: boolean) => {
    if (!isDirty && served.etag !== based.etag) rebase(served);
  };
  return { based, rebase, follow };
}
