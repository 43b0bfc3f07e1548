import { useRouter } from "@tanstack/react-router";
import { type RefObject, useEffect } from "react";

/**
 * Moves the focus to the heading of a screen when somebody goes there, so that keyboards begin and screen readers read
 * there. Filters in the address are no other screen; what took the focus itself keeps it.
 */
export function useRouteFocus(main: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ pathChanged, fromLocation, toLocation }) => {
        if (!fromLocation || !pathChanged || toLocation.hash !== "") return;
        const active = document.activeElement;
        if (
          active?.closest('[role="dialog"]') ||
          (main.current?.contains(active) && active?.matches("input"))
        )
          return;
        focusHeading(main.current);
      }),
    [router, main],
  );
}

function focusHeading(main: HTMLElement | null): void {
  const place = main?.querySelector<HTMLElement>("h1") ?? main;
  if (!place) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}
