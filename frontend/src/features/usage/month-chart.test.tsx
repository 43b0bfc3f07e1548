import { screen, waitFor } from "@testing-library/react";
import { renderScreen } from "~/testing/screen";
import { MonthChart } from "./month-chart";

const MONTHS = [
  { month: "2026-01", label: "Jan", amount: 3 },
  { month: "2026-02", label: "Feb", amount: 0 },
];

test("a month in which something was used has a bar, and every month its name", async () => {
  renderScreen(<MonthChart name="Executions" months={MONTHS} format={String} />, { at: "/usage" });

  await waitFor(() => expect(document.querySelectorAll(".recharts-bar-rectangle path")).toHaveLength(1));
  expect(await screen.findByText("Jan")).toBeInTheDocument();
  expect(screen.getByText("Feb")).toBeInTheDocument();
});
