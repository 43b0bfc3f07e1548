import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { makeQueryClient } from "~/api/query-client";
import { Providers } from "./providers";
import { makeRouter } from "./router";

/** The application. */
export function App() {
  const [queryClient] = useState(makeQueryClient);
  const [router] = useState(() => makeRouter(queryClient));
  return (
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>
  );
}
