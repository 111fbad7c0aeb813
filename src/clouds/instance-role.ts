/** Reads the keys of this machine's role from its metadata server, for all vendors. */
import { BackupsError, quotable, usageError } from "../core/errors";
import { isLoopback } from "../core/loopback";
import type { HttpResponse } from "./call";
import type { DirectRequest, Environment, Means } from "./credential-sources";
import type { RecipeOf } from "./keys";
import { NoAnswer, NoConnection, NoInstanceRole } from "./nobody-there";
import { unlikeKeys } from "./temporary-keys";

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

/** A vendor's metadata server. */
export interface MetadataServer {
  /** Its address, such as `http://100.100.100.200`. */
  readonly address: string;
  /** Path of the role's name; the keys are below it. Ends with a slash. */
  readonly path: string;
  /** Hint if an instance has no role. */
  readonly remedy: string;
  /** Headers of each request, for the server's address. */
  readonly headers?: (address: string) => Promise<DirectRequest["headers"]>;
}

/**
 * The answer with the keys of the machine's role.
 *
 * @returns the text, and its server
 * @throws NoInstanceRole if there is none and nobody asked for it; BackupsError `credentials` otherwise
 */
export async function instanceKeys(
  { roleName, askedBy }: RecipeOf<"instance">,
  server: MetadataServer,
  means: Means,
): Promise<{ answer: string; who: string }> {
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
    const headers = await server.headers?.(address);
    const read = async (url: string) => textOf(await means.askDirectly({ method: "GET", url, headers }), who);
    const name = roleName ?? (await read(at))?.trim();
    if (!name) throw none("this instance has no role");
    if (!ROLE_NAME.test(name))
      throw unlikeKeys(who, `${JSON.stringify(quotable(name, 64))} is not the name of a role`);
    const answer = await read(at + encodeURIComponent(name));
    if (answer === undefined) throw none(`it has no role named ${name}`);
    return { answer, who };
  } catch (error) {
    if (error instanceof NoConnection) throw none("no connection within a second");
    throw error instanceof NoAnswer ? unlikeKeys(who, error.message) : error;
  }
}

/** An answer's text; undefined for 404. */
function textOf({ status, text }: HttpResponse, who: string): string | undefined {
  if (status === 404) return undefined;
  if (status === 200) return text;
  throw unlikeKeys(who, `it answered with HTTP ${status}`);
}
