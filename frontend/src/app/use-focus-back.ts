import { useEffect } from "react";

const FLOATING = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
const DIALOG = "[aria-modal=true]";
const SHARED = "[data-mantine-shared-portal-node]";

/** Gives the focus back to where it was before a dialog, when the dialog leaves the page together with it. */
export function useFocusBack(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.closest(FLOATING) === null) last = target;
    };
    const observer = new MutationObserver((changes) => {
      for (const { addedNodes } of changes) addedNodes.forEach(watch);
      const isGone = changes.some(({ removedNodes }) => [...removedNodes].some(hasDialog));
      if (isGone && isFocusLost() && last?.isConnected) last.focus({ preventScroll: true });
    });
    const watch = (node: Node) => {
      if (node instanceof Element && node.matches(SHARED)) observer.observe(node, { childList: true });
    };
    observer.observe(document.body, { childList: true });
    document.querySelectorAll(SHARED).forEach(watch);
    document.addEventListener("focusin", remember);
    return () => {
      observer.disconnect();
      document.removeEventListener("focusin", remember);
    };
  }, []);
}

function hasDialog(node: Node): boolean {
  return node instanceof Element && (node.matches(DIALOG) || node.querySelector(DIALOG) !== null);
}

function isFocusLost(): boolean {
  const { activeElement } = document;
  const isNowhere = activeElement === null || activeElement === document.body;
  return isNowhere && document.querySelector(DIALOG) === null;
}
