import { QueryClient } from "@tanstack/react-query";
import { isProblem } from "./problem";
import { type Session, session } from "./session";

/** The cache of what the server said. What is refused is not asked again; what had no answer is, three times. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => count < 3 && isProblem(error) && (error.status === 0 || error.status >= 500),
        retryDelay: (count) => Math.min(500 * 2 ** count, 4_000),
      },
    },
  });
  session.subscribe((now, before) => {
    if ("user" in before && placeOf(now) !== placeOf(before)) client.clear();
  });
  return client;
}

/** Who is where. What was said to somebody in a tenant is shown neither to others nor elsewhere. */
function placeOf(now: Session): string {
  return "user" in now ? `${now.user.id} ${now.tenant?.id}` : "";
}
