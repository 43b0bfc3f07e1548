/** What browsers have and jsdom has not. */

class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

Object.assign(globalThis, { ResizeObserver: NoObserver, IntersectionObserver: NoObserver });
window.matchMedia = (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: () => {},
  removeEventListener: () => {},
  addListener: () => {},
  removeListener: () => {},
  dispatchEvent: () => false,
});
Object.assign(document, {
  fonts: { addEventListener: () => {}, removeEventListener: () => {}, ready: Promise.resolve() },
});
window.HTMLElement.prototype.scrollIntoView = () => {};
window.Element.prototype.scrollTo = () => {};
window.scrollTo = () => {};

/** Charts have room to be drawn in; everything else has the size that jsdom gives: none. */
const boxOf = window.Element.prototype.getBoundingClientRect;
window.Element.prototype.getBoundingClientRect = function () {
  const box = boxOf.call(this);
  return this.classList.contains("recharts-responsive-container")
    ? Object.assign(box, { width: 800, height: 200 })
    : box;
};

/** In browsers an address may leave out the host; in Node it may not. */
const NodeRequest = globalThis.Request;
globalThis.Request = class extends NodeRequest {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === "string" ? new URL(input, window.location.href) : input, init);
  }
};
