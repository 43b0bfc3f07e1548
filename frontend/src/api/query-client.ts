import { QueryClient } from "@tanstack/react-query";
import { isProblem } from "./problem";

/** The cache of what the server said. What is refused is not asked again; what had no answer is, three times. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => count < 3 && isProblem(error) && (error.status === 0 || error.status >= 500),
        retryDelay: (count) => Math.min(500 * 2 ** count, 4_000),
      },
    },
  });
}
