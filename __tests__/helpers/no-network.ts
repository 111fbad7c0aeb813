import type { Network } from "../../src/clouds/credentials";
import { NoConnection } from "../../src/clouds/nobody-there";

/** A machine on which nobody answers. */
export const noNetwork: Network = {
  now: () => new Date(),
  askSts: () => Promise.reject(new Error("STS was asked")),
  askDirectly: () => Promise.reject(new NoConnection()),
};
