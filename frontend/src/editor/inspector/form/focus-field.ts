/** Puts the cursor into a field that is named as problems name them. */

const FOCUSABLE = "input:not([type=hidden]), textarea, [contenteditable=true], button, select";

/** The field, or else what is nearest around it. */
export function focusField(form: HTMLElement, name: string): boolean {
  const parts = normalName(name).split(".");
  for (let length = parts.length; length > 0; length -= 1) {
    const field = parts.slice(0, length).join(".");
    const place = form.querySelector(`[data-field="${CSS.escape(field)}"]`);
    const control = place?.querySelector<HTMLElement>(FOCUSABLE);
    if (control) {
      control.focus();
      control.scrollIntoView({ block: "center" });
      return true;
    }
  }
  return false;
}

/** "cases[1].when" -> "cases.1.when". */
export function normalName(name: string): string {
  return name.replaceAll(/\[(\d+)\]/g, ".$1");
}
