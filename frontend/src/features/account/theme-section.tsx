import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { Section } from "~/ui/section";

const CHOICES = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "auto", label: "As the system" },
];

/** Light or dark, in this browser. */
export function ThemeSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title="Theme" about="In this browser.">
      <SegmentedControl
        aria-label="Theme"
        w="fit-content"
        data={CHOICES}
        value={colorScheme}
        onChange={(chosen) => setColorScheme(chosen === "light" || chosen === "dark" ? chosen : "auto")}
      />
    </Section>
  );
}
