import { Box, Input } from "@mantine/core";
import type { ReactNode } from "react";
import type { useField } from "../form/use-field";

export type CodeFrameProps = { field: ReturnType<typeof useField>; children: ReactNode };

/** Label, help and error around a control that brings its own name. */
export function CodeFrame({ field, children }: CodeFrameProps) {
  const { readOnly: _readOnly, placeholder: _placeholder, ...wrapper } = field;
  return (
    <Input.Wrapper {...wrapper} labelElement="div">
      <Box mb={5}>{children}</Box>
    </Input.Wrapper>
  );
}
