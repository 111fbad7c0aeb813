/** All criteria in the order of the output. The first of the worst results gives a database its sentence. */
import type { CheckName } from "../report";
import { age } from "./age";
import { attempt } from "./attempt";
import { count } from "./count";
import type { Criterion } from "./evidence";
import { expiry } from "./expiry";
import { gap } from "./gap";
import { endedIgnore, passedOver } from "./notes";
import { restorable } from "./restorable";
import { size } from "./size";
import { restoreWindow } from "./window";

export const criteria: Readonly<Record<Exclude<CheckName, "asked" | "instances">, Criterion>> = {
  age,
  attempt,
  restorable,
  count,
  gap,
  size,
  expiry,
  window: restoreWindow,
  "passed-over": passedOver,
  ignore: endedIgnore,
};
