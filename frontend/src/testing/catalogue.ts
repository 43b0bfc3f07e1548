/** The node types that the server has built in, as it lists them. */

import { readFileSync } from "node:fs";
import type { Catalogue } from "~/document/catalogue";

export const catalogue: Catalogue = JSON.parse(readFileSync("../contracts/node-types.json", "utf8"));
