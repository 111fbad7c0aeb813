/** Reads keys from servers on this machine or its link: its metadata server, and credentials URIs. */
import { BackupsError, quotable, usageError } from "../core/errors";
import { isLoopback } from "../core/loopback";
import type { HttpResponse } from "./call";
import type { Environment, Means, RoleSources } from "./credential-sources";
import type { Credentials, RecipeOf } from "./keys";
import { NoAnswer, NoConnection, NoInstanceRole } from "./nobody-there";
import { keysInJson, unlikeKeys } from "./temporary-keys";

/** Another metadata server on this machine, or `none`. The vendors have no common variable for it. */
const METADATA_URL = "BACKUPS_METADATA_URL";

/** A role's name becomes part of a path. Source: RAM, CreateRole; CAM, CreateRole. */
const ROLE_NAME = /^[\w+=,.@-]{1,128}$/;

/**
 * The address of the metadata server; undefined if it is turned off.
 *
 * @throws BackupsError `usage` for an address of another machine
 */
function metadataAddress(env: Environment, vendorsOwn: string): string | undefined {
  const given = env[METADATA_URL]?.trim();
  if (!given) return vendorsOwn;
  if (given === "none") return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol === "http:" && isLoopback(url.hostname)) return url.origin;
  throw usageError(
    METADATA_URL,
    "got an address that is not of this machine; expected one such as http://127.0.0.1:8080, or none",
  );
}

/**
 * The keys of the machine's role.
 *
 * @throws NoInstanceRole if there is none and nobody asked for it; BackupsError `credentials` otherwise
 */
export async function instanceKeys(
  { metadata: server, keyFields }: RoleSources,
  { roleName, askedBy }: RecipeOf<"instance">,
  means: Means,
): Promise<Credentials> {
  const address = metadataAddress(means.env, server.address);
  const host = `the metadata server ${new URL(address ?? server.address).host}`;
  const who = askedBy === undefined ? host : `${host}, whose role ${askedBy} asks for,`;
  const none = (problem: string) =>
    askedBy === undefined
      ? new NoInstanceRole(`${host} (${problem})`)
      : new BackupsError(
          "credentials",
          `${askedBy} asks for the role of this instance, but ${host} gave none: ${problem}`,
          { hint: server.remedy },
        );
  if (address === undefined) throw none(`turned off by ${METADATA_URL}`);
  const at = `${address}${server.path}`;
  try {
    const headers = await server.headers?.(means, address);
    const read = async (url: string) => textOf(await means.askDirectly({ method: "GET", url, headers }), who);
    const name = roleName ?? (await read(at))?.trim();
    if (!name) throw none("this instance has no role");
    if (!ROLE_NAME.test(name))
      throw unlikeKeys(who, `${JSON.stringify(quotable(name, 64))} is not the name of a role`);
    const answer = await read(at + encodeURIComponent(name));
    if (answer === undefined) throw none(`it has no role named ${name}`);
    return keysInJson(answer, keyFields, who);
  } catch (error) {
    if (error instanceof NoConnection) throw none(error.message);
    throw error instanceof NoAnswer ? unlikeKeys(who, error.message) : error;
  }
}

/** An answer's text; undefined for 404. */
function textOf({ status, text }: HttpResponse, who: string): string | undefined {
  if (status === 404) return undefined;
  if (status === 200) return text;
  throw unlikeKeys(who, `it answered with HTTP ${status}`);
}

/** Hosts that only this machine, or its own link, can be. */
const NEAR = /^(?:localhost|127(?:\.\d{1,3}){3}|169\.254(?:\.\d{1,3}){2}|\[::1\]|\[fe80:[\da-f:]+\])$/;

/** A program behind it may have to ask for keys itself. Source: @alicloud/credentials, uri. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * The address, if keys may come from it unprotected.
 *
 * @throws BackupsError `credentials` for a host that is not near
 */
function nearUrl(uri: string, askedBy: string): URL {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol === "http:" && NEAR.test(url.hostname) && !url.username && !url.password) return url;
  const got = url ? `${url.protocol}//${url.hostname}` : "no address";
  throw new BackupsError(
    "credentials",
    `${askedBy} names an address from which keys are not accepted: got ${got}, expected plain http to this machine or its link`,
    { hint: "Use an address such as http://127.0.0.1:7002/, or give keys in another way." },
  );
}

/** Keys from a program near by. */
export async function keysFromUri(
  { keyFields }: RoleSources,
  { uri, askedBy }: RecipeOf<"uri">,
  means: Means,
): Promise<Credentials> {
  const url = nearUrl(uri, askedBy);
  const who = `the credentials URI at ${url.host}, which ${askedBy} names,`;
  const response = await means
    .askDirectly({ method: "GET", url: url.href, answerWithinMs: ANSWER_WITHIN_MS })
    .catch((error: unknown) => {
      throw error instanceof NoAnswer ? unlikeKeys(who, error.message) : error;
    });
  if (response.status !== 200) throw unlikeKeys(who, `it answered with HTTP ${response.status}`);
  return keysInJson(response.text, keyFields, who, true);
}
