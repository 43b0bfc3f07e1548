import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { makeQueryClient } from "~/api/query-client";
import { onLeftElsewhere } from "~/api/session";
import { Providers } from "./providers";
import { makeRouter } from "./router";
import { useFocusBack } from "./use-focus-back";

/** The application. */
export function App() {
  const [queryClient] = useState(makeQueryClient);
  const [router] = useState(() => makeRouter(queryClient));
  useEffect(() => onLeftElsewhere(() => void router.invalidate()), [router]);
  useFocusBack();
  return (
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>
  );
}
