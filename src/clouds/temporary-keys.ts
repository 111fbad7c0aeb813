/** Reads temporary keys from answers of STS, metadata servers and credentials URIs. Never quotes an answer. Pure. */
import { BackupsError } from "../core/errors";
import { parseTime } from "../core/time";
import type { KeyFields } from "./credential-sources";
import { field, fromUnixSeconds, text } from "./envelope";
import type { Credentials } from "./keys";

/** The error for an answer that the vendor does not document. */
export function unlikeKeys(who: string, problem: string): BackupsError {
  return new BackupsError("credentials", `${who} gave no usable keys: ${problem}`, {
    hint: "Check that the vendor's own server answers, not a proxy or a portal.",
  });
}

/**
 * Temporary keys from an answer.
 *
 * @param who the server, for a message
 * @param mayLast whether keys without an expiry are accepted
 * @throws BackupsError `credentials` if a part is missing
 */
export function temporaryKeys(answer: unknown, names: KeyFields, who: string, mayLast = false): Credentials {
  // STS may put the expiry beside the keys.
  const keys = field(answer, "Credentials") ?? answer;
  const expiresAt = names.expiry
    .map((name) => field(keys, name) ?? field(answer, name))
    .map((value) => fromUnixSeconds(value) ?? parseTime(text(value) ?? "", "Z"))
    .find(Boolean);
  if (!expiresAt && !mayLast) throw unlikeKeys(who, `its answer has no ${names.expiry[0]}`);
  const part = (name: string) => {
    const found = field(keys, name);
    if (typeof found === "string" && found.trim() !== "") return found.trim();
    throw unlikeKeys(who, `its answer has no ${name}`);
  };
  return {
    accessKey: part(names.accessKey),
    secretKey: part(names.secretKey),
    securityToken: part(names.token),
    ...(expiresAt && { expiresAt }),
  };
}

/**
 * Temporary keys from the JSON of a server on this machine or its link. The parameters are those of
 * {@link temporaryKeys}.
 */
export function keysInJson(answer: string, names: KeyFields, who: string, mayLast?: boolean): Credentials {
  let body: unknown;
  try {
    body = JSON.parse(answer);
  } catch {
    throw unlikeKeys(who, "its answer is not JSON");
  }
  if (typeof body !== "object" || body === null) throw unlikeKeys(who, "its answer is no JSON object");
  if ((field(body, "Code") ?? "Success") !== "Success") throw unlikeKeys(who, "its Code is not Success");
  return temporaryKeys(body, names, who, mayLast);
}
