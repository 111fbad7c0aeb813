/** The error for an attempt without an answer, and whether another attempt may help. Pure. */
import { type BackupsErrorCode, usageError } from "../core/errors";
import { type Failure, failed, NOT_THE_API } from "./answer";
import type { NoAnswer } from "./http";

type Kind = Exclude<NoAnswer["kind"], "setting">;

interface Meaning {
  readonly code: BackupsErrorCode;
  /** @default the hint of the missing answer itself */
  readonly hint?: string;
  /** Set if another attempt may help: an answer gets no shorter, and a function no better. */
  readonly trouble?: "transient";
}

const NETWORK = "Check the network, the proxy settings and the endpoint.";

const MEANINGS: Readonly<Record<Kind, Meaning>> = {
  timeout: { code: "timeout", hint: NETWORK, trouble: "transient" },
  unresolved: {
    code: "timeout",
    hint: "Check this machine's name servers (/etc/resolv.conf), and the network or VPN that leads to them.",
    trouble: "transient",
  },
  network: { code: "unavailable", hint: NETWORK, trouble: "transient" },
  "no-tunnel": { code: "unavailable" },
  unusable: { code: "invalid-response", hint: NOT_THE_API },
  "no-response": { code: "unavailable", hint: "Correct the function that the client was given as http." },
};

/** Whether a proxy with this answer to CONNECT may open a tunnel later. */
function mayOpen(status: number): boolean {
  return status === 200 || status === 429 || status >= 500;
}

/** The failure of an attempt without an answer. */
export function unanswered(endpoint: URL, { kind, message, details }: NoAnswer): Failure {
  const { proxy, proxyStatus = 0, setting } = details;
  if (kind === "setting") return { error: usageError(String(setting), message, details.hint) };
  const { code, hint, trouble = mayOpen(proxyStatus) ? "transient" : undefined } = MEANINGS[kind];
  const done = kind === "unusable" ? "gave no usable answer" : "could not be reached";
  const through = proxy === undefined ? "" : ` through the proxy ${proxy}`;
  return failed({ endpoint }, code, `${done}${through}: ${message}`, { hint: details.hint ?? hint, trouble });
}
