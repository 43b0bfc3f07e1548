import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "~/api/client";
import { isProblem } from "~/api/problem";
import { leave } from "~/api/session";
import { isAllFinished } from "~/lib/before-leaving";
import { confirm } from "~/ui/confirm";
import { notifyProblem } from "~/ui/notify";

/** Ends the session. What is open is saved first, as nothing can be saved afterwards. */
export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    if (!(await isAllFinished()) && !(await asksToSignOut())) return;
    try {
      await api.POST("/api/v1/auth/logout", { body: {} });
    } catch (problem) {
      if (!isProblem(problem) || problem.status !== 401)
        return notifyProblem("You are still signed in", problem);
    }
    leave();
    queryClient.clear();
    await navigate({ to: "/sign-in", ignoreBlocker: true });
  };
}

function asksToSignOut(): Promise<boolean> {
  return new Promise((resolve) =>
    confirm({
      title: "Sign out with unsaved changes?",
      children: "They are kept in this browser and come back when you sign in here again.",
      action: "Sign out",
      onConfirm: () => resolve(true),
      onClose: () => resolve(false),
    }),
  );
}
