import { nodeTypeByName } from "~/document/node-types";
import { catalogue } from "~/testing/catalogue";
import type { Problem } from "../state";
import { problemsOfNode, problemsOfWorkflow, sentenceOf, titleOfField } from "./field-problems";

const problem = (more: Partial<Problem>): Problem => ({
  code: "x",
  message: "wrong",
  severity: "problem",
  ...more,
});

describe("the server's problems", () => {
  it("stand at the fields of their node, in whatever way the field is written", () => {
    const found = problemsOfNode(
      [
        problem({ node: "a", field: "cases[1].when" }),
        problem({ node: "a", field: "settings.timeout" }),
        problem({ node: "a" }),
        problem({ node: "b", field: "url" }),
      ],
      "a",
    );
    expect([...found.params.keys(), ...found.settings.keys(), found.whole.length]).toEqual([
      "cases.1.when",
      "timeout",
      1,
    ]);
  });

  it("are told without the name of the field and without their code", () => {
    const message = '"cases.1.when" syntax_error: the expression ends too early';
    expect(sentenceOf(problem({ message, field: "cases.1.when" }))).toBe("The expression ends too early.");
  });

  it("name their field as the form does", () => {
    const http = nodeTypeByName(catalogue, "http");
    const told = ["url", "cases[1].when", "settings.timeout", "settings.retry.max_attempts"].map((field) =>
      titleOfField(http, field),
    );
    expect(told).toEqual(["URL", "Cases 2, When", "Timeout", "Retry, Max attempts"]);
  });

  it("of the workflow itself stand at its settings", () => {
    const found = problemsOfWorkflow([
      problem({ field: "settings.time_limit" }),
      problem({ node: "a", field: "settings.timeout" }),
    ]);
    expect([...found]).toEqual([["time_limit", ["Wrong."]]]);
  });
});
