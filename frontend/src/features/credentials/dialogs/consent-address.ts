/** Where a person consents, when it is an address that a page may link to; null otherwise. Pure. */
export function consentAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "https:" || url?.protocol === "http:" ? url : null;
}
