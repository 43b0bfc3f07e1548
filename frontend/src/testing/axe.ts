import { act } from "@testing-library/react";
import axe from "axe-core";

/** What axe finds wrong; colours are not computed here, so contrast is looked at in a real browser. */
export async function axeFindings(element: Element): Promise<string[]> {
  const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
  const { violations } = await act(() => axe.run(element, { rules }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}
