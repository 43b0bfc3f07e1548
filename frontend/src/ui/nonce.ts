/** The nonce that styles made by scripts must carry; the page has it in its head. */
export function styleNonce(): string {
  const element = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return element?.nonce || element?.getAttribute("nonce") || "";
}
