/** The nonce that styles made by scripts must carry; the page has it in its head. */
export function styleNonce(): string {
  const element = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return element?.nonce || element?.getAttribute("nonce") || "";
}

/** Let libraries that make styles of their own, such as the one that stops scrolling behind dialogs, know it too. */
export function announceNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
