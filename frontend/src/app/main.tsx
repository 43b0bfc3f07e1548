import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./app.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { announceNonce } from "~/ui/nonce";
import { fetchFirstScreen } from "./ahead";
import { App } from "./app";

announceNonce();
fetchFirstScreen(location.pathname);
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
