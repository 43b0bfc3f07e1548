import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderInEditor } from "~/testing/editor";
import { Resizer } from "./resizer";

test("the part behind the line grows and shrinks by keys, within its bounds", async () => {
  const sizes: number[] = [];
  renderInEditor(
    <Resizer
      label="Width of the inspector"
      orientation="vertical"
      size={300}
      min={290}
      max={500}
      onResize={(size) => sizes.push(size)}
    />,
  );
  screen.getByRole("separator", { name: "Width of the inspector" }).focus();
  await userEvent.keyboard("{ArrowLeft}{ArrowRight}{Home}{End}{ArrowUp}");
  expect(sizes).toEqual([316, 290, 290, 500]);
});
