import type { Means } from "../../../clouds/credential-sources";
import type { Credentials, RecipeOf } from "../../../clouds/keys";
import { NoAnswer, NoConnection } from "../../../clouds/nobody-there";
import { unlikeKeys } from "../../../clouds/temporary-keys";
import { BackupsError } from "../../../core/errors";
import { keysIn } from "./ecs-ram-role";

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

/** Keys from a program near by. Source: @alicloud/credentials, uri; the vendor's command line tool, CredentialsURI. */
export async function credentialsUri({ uri, askedBy }: RecipeOf<"uri">, means: Means): Promise<Credentials> {
  const url = nearUrl(uri, askedBy);
  const who = `the credentials URI at ${url.host}, which ${askedBy} names,`;
  const response = await means
    .askDirectly({ method: "GET", url: url.href, answerWithinMs: ANSWER_WITHIN_MS })
    .catch((error: unknown) => {
      if (error instanceof NoConnection) throw unlikeKeys(who, "no connection within a second");
      throw error instanceof NoAnswer ? unlikeKeys(who, error.message) : error;
    });
  if (response.status !== 200) throw unlikeKeys(who, `it answered with HTTP ${response.status}`);
  return keysIn(response.text, who, true);
}
