import { fireEvent, screen } from "@testing-library/react";
import { fakeServer } from "~/testing/fake-server";
import { renderField } from "~/testing/form";

const ADDRESSES = { type: ["string", "array"], format: "email-template" };

beforeEach(() => {
  fakeServer();
});

it("is a text with expressions in it", () => {
  const { value } = renderField(ADDRESSES);

  fireEvent.change(screen.getByLabelText("Field"), { target: { value: '{{ input.to }}, "Ann" <a@b.org>' } });

  expect(value()).toBe('{{ input.to }}, "Ann" <a@b.org>');
});

it("is JSON while the value is a list", () => {
  const { value } = renderField(ADDRESSES, ["a@b.org"]);

  fireEvent.change(screen.getByLabelText("Field"), { target: { value: '["a@b.org", "{{ input.to }}"]' } });

  expect(value()).toEqual(["a@b.org", "{{ input.to }}"]);
});
