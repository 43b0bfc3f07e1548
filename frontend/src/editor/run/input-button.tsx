import { Button } from "@mantine/core";
import { IconForms } from "@tabler/icons-react";
import { useState } from "react";
import { useRun } from "../context";
import { InputDialog } from "./input-dialog";

/** Opens the input that executions by hand are given; says whether there is one. */
export function InputButton() {
  const hasInput = useRun((state) => state.input !== undefined);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconForms size={14} aria-hidden />}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
      >
        {hasInput ? "Input" : "No input"}
      </Button>
      {isOpen && <InputDialog onClose={() => setOpen(false)} />}
    </>
  );
}
