/** Names for the shapes of the API, as they are generated from the OpenAPI document. */

import type { components } from "./schema";

type Shapes = components["schemas"];

export type SignedIn = Shapes["SignedIn"];
export type SignInOptions = Shapes["SignInOptions"];
export type Me = Shapes["Me"];
export type WorkflowItem = Shapes["WorkflowItem"];
export type WorkflowDetail = Shapes["WorkflowDetail"];
export type ExecutionItem = Shapes["ExecutionItem"];
export type ExecutionDetail = Shapes["ExecutionDetail"];
export type StepItem = Shapes["StepItem"];
export type Draft = Shapes["Draft"];
export type SavedDraft = Shapes["SavedDraft"];
export type Validation = Shapes["Validation"];
export type DocumentProblem = Shapes["DocumentProblem"];
export type VersionItem = Shapes["VersionItem"];
export type VersionDetail = Shapes["VersionDetail"];
export type DocumentDiff = Shapes["DocumentDiff"];
export type FileItem = Shapes["FileItem"];
export type LogLine = Shapes["LogLine"];
export type Share = Shapes["Share"];
export type Role = Shapes["Role"];
export type Member = Shapes["Member"];
export type Schedule = Shapes["Schedule"];
export type Webhook = Shapes["Webhook"];
export type NewSecret = Shapes["NewSecret"];
