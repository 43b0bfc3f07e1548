import { render, screen } from "@testing-library/react";
import { ErrorFallback } from "./error-fallback";

function Broken(): never {
  throw new Error("could not be loaded");
}

test("the simpler thing stands where the better one cannot be loaded", () => {
  const swallow = (event: ErrorEvent) => event.preventDefault();
  window.addEventListener("error", swallow);
  render(
    <ErrorFallback fallback={<p>plain</p>}>
      <Broken />
    </ErrorFallback>,
    { onCaughtError: () => {} },
  );
  window.removeEventListener("error", swallow);

  expect(screen.getByText("plain")).toBeVisible();
});

test("the better thing stands where it can be", () => {
  render(<ErrorFallback fallback={<p>plain</p>}>with colours</ErrorFallback>);

  expect(screen.getByText("with colours")).toBeVisible();
});
