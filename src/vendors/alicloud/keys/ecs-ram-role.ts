import type { Means } from "../../../clouds/credential-sources";
import { field, text } from "../../../clouds/envelope";
import { isOn } from "../../../clouds/environment";
import { instanceKeys } from "../../../clouds/instance-role";
import type { Credentials, RecipeOf } from "../../../clouds/keys";
import { NoConnection } from "../../../clouds/nobody-there";
import { fromTimestamp, jsonOf, temporaryKeys, unlikeKeys } from "../../../clouds/temporary-keys";
import { BackupsError } from "../../../core/errors";
import { KEY_FIELDS } from "./sts";

const IMDSV1_DISABLED = "ALIBABA_CLOUD_IMDSV1_DISABLED";

/** Six hours, as the vendor's SDK asks for. */
const TOKEN_SECONDS = "21600";

/** Headers of the second version of the metadata service; none if only the first one is there. */
async function headers(means: Means, address: string): Promise<Record<string, string>> {
  const token = await means
    .askDirectly({
      method: "PUT",
      url: `${address}/latest/api/token`,
      headers: { "X-aliyun-ecs-metadata-token-ttl-seconds": TOKEN_SECONDS },
    })
    .then(({ status, text: body }) => (status === 200 ? body.trim() : ""))
    .catch((error: unknown) => {
      // No server at all: the first version cannot answer either.
      if (error instanceof NoConnection) throw error;
      return "";
    });
  if (/^[\x21-\x7e]+$/.test(token)) return { "X-aliyun-ecs-metadata-token": token };
  if (!isOn(means.env, IMDSV1_DISABLED)) return {};
  throw new BackupsError(
    "credentials",
    `the metadata server ${new URL(address).host} gave no token, and ${IMDSV1_DISABLED} forbids asking without one`,
    { hint: `Allow version 2 of the metadata service for this instance, or unset ${IMDSV1_DISABLED}.` },
  );
}

/** Keys of the RAM role of this ECS instance. Source: ECS, "Instance RAM roles"; @alicloud/credentials, ecs_ram_role. */
export async function ecsRamRole(recipe: RecipeOf<"instance">, means: Means): Promise<Credentials> {
  const { answer, who } = await instanceKeys(
    recipe,
    {
      address: "http://100.100.100.200",
      path: "/latest/meta-data/ram/security-credentials/",
      remedy: "Attach a RAM role to this ECS instance, or give keys in another way.",
      headers: (address) => headers(means, address),
    },
    means,
  );
  return keysIn(answer, who);
}

/** Keys from the JSON that the metadata server and a credentials URI give. */
export function keysIn(answer: string, who: string, mayLast = false): Credentials {
  const body = jsonOf(answer, who);
  const code = text(field(body, "Code"));
  if (code !== undefined && code !== "Success") throw unlikeKeys(who, "its Code is not Success");
  return temporaryKeys(body, KEY_FIELDS, fromTimestamp(field(body, KEY_FIELDS.expiry)), who, mayLast);
}
