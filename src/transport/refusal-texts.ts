/** Texts for a vendor's refusals, and for missing answers. */

import type { Fault } from "../clouds/call";
import type { Cloud } from "../clouds/cloud";
import type { Credentials } from "../clouds/keys";
import type { NoAnswer } from "./http";

/** Meaning and hint of each kind of refusal. */
export const REFUSALS: Readonly<
  Record<
    Exclude<Fault["kind"], "skew">,
    { means: string; hint: (cloud: Cloud, credentials: Credentials) => string }
  >
> = {
  usage: {
    means: "refused an argument",
    hint: () => "Correct the argument that the message is about; check the instance ID and the region first.",
  },
  credentials: {
    means: "refused the credentials",
    hint: ({ credentialSources: { keys } }, { securityToken }) => {
      const check = `Check ${keys[0].accessKey} and ${keys[0].secretKey}, or the profile in use.`;
      if (!securityToken) return check;
      const variables = [...new Set(keys.flatMap((family) => family.securityToken))].join(", ");
      return (
        `${check} A session token was sent with the keys: if they are temporary, they may have expired; if they are ` +
        `permanent, unset it (${variables}, or where the keys come from).`
      );
    },
  },
  denied: {
    means: "denied the request",
    hint: () => "Grant these credentials the permission to list this instance's backups.",
  },
  "not-found": {
    means: "knows no such instance",
    hint: () => "Check the instance ID, the region, and the account that the credentials belong to.",
  },
  throttled: { means: "kept throttling", hint: () => "Run fewer lookups at once, or try again later." },
  unavailable: { means: "failed", hint: () => "Try again later." },
  "invalid-response": {
    means: "refused with a code that this library does not know",
    hint: () => "Look the code up in the vendor's documents; if it is there, please report it, without keys.",
  },
};

/** Hints for missing answers. */
export const NO_ANSWER_HINTS: Readonly<Record<Exclude<NoAnswer["kind"], "aborted" | "setting">, string>> = {
  timeout: "Check the network, the proxy settings and the endpoint.",
  network: "Check the network, the proxy settings and the endpoint.",
  "no-tunnel": "Check the proxy settings.",
  unresolved:
    "Check this machine's name servers (/etc/resolv.conf), and the network or VPN that leads to them.",
  unusable: "Check the endpoint, and that no proxy or portal answers in its place.",
  "no-response": "Correct the function that the client was given as http.",
};
