import { Button, MantineProvider, Modal } from "@mantine/core";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { useFocusBack } from "./use-focus-back";

function Page() {
  useFocusBack();
  const [isOpen, setOpen] = useState(false);
  return (
    <MantineProvider>
      <Button onClick={() => setOpen(true)}>Open</Button>
      {isOpen && <Modal opened onClose={() => setOpen(false)} title="A dialog" />}
    </MantineProvider>
  );
}

it("brings the focus back to what opened a dialog that is gone", async () => {
  render(<Page />);
  await userEvent.click(screen.getByRole("button", { name: "Open" }));
  await screen.findByRole("dialog", { name: "A dialog" });

  await userEvent.keyboard("{Escape}");

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  await waitFor(() => expect(screen.getByRole("button", { name: "Open" })).toHaveFocus());
});
