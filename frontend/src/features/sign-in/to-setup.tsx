import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";

/** Goes to the set-up, once: the screen around it is drawn again while the next one is fetched. */
export function ToSetup() {
  const navigate = useNavigate();
  useEffect(() => {
    void navigate({ to: "/setup", replace: true });
  }, [navigate]);
  return null;
}
