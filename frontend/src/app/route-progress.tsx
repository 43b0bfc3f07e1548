import { useRouterState } from "@tanstack/react-router";
import classes from "./route-progress.module.css";

/** A bar at the top while the next screen is fetched; what is there at once shows none. */
export function RouteProgress() {
  const isPending = useRouterState({ select: (state) => state.status === "pending" });
  if (!isPending) return null;
  return <div className={classes.bar} role="progressbar" aria-label="Loading the screen" />;
}
