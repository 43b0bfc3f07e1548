import { aStep } from "~/testing/executions";
import { stepBook } from "./step-book";

describe("the book of steps", () => {
  it("puts the end of a run where its beginning stood", () => {
    const book = stepBook();
    book.stand("running");
    book.take([aStep({ status: "running", seq: 2 })]);
    expect(book.publish()?.nodes.get("fetch")?.status).toBe("running");
    book.take([aStep({ status: "succeeded", seq: 3, output: [1, 2] })]);

    const published = book.publish();

    expect(published?.runs.get("fetch")).toHaveLength(1);
    expect(published?.nodes.get("fetch")).toMatchObject({
      status: "succeeded",
      seq: 3,
      output: [1, 2],
      runs: 1,
    });
  });

  it("keeps each attempt and each run of a container", () => {
    const book = stepBook();
    book.take([
      aStep({ path: "loop[0]", status: "failed" }),
      aStep({ path: "loop[0]", attempt: 2, seq: 2 }),
      aStep({ path: "loop[1]", seq: 3 }),
    ]);
    const published = book.publish();
    expect(published?.runs.get("fetch")).toHaveLength(3);
    expect(published?.nodes.get("fetch")?.runs).toBe(2);
  });

  it("counts the runs of what only computes as the server does", () => {
    const book = stepBook();
    book.take([aStep({ meta: { runs: 40 } })]);
    expect(book.publish()?.nodes.get("fetch")?.runs).toBe(40);
  });

  it.each([
    ["waiting", "waiting"],
    ["cancelled", "cancelled"],
    ["failed", "interrupted"],
  ])("shows work in hand of an execution that is %s as %s", (execution, status) => {
    const book = stepBook();
    book.take([aStep({ status: "running" })]);
    book.publish();
    book.stand(execution);
    expect(book.publish()?.nodes.get("fetch")?.status).toBe(status);
  });

  it("leaves what has not changed as it was", () => {
    const book = stepBook();
    book.take([aStep(), aStep({ node_id: "other" })]);
    const before = book.publish();
    book.take([aStep({ seq: 9 })]);
    const after = book.publish();
    expect(after?.nodes.get("other")).toBe(before?.nodes.get("other"));
    expect(book.publish()).toBeNull();
  });
});
