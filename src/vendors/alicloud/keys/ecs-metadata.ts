import type { Means } from "../../../clouds/credential-sources";
import { isOn } from "../../../clouds/environment";
import { NoConnection } from "../../../clouds/nobody-there";
import { BackupsError } from "../../../core/errors";

const IMDSV1_DISABLED = "ALIBABA_CLOUD_IMDSV1_DISABLED";

/** Six hours, as the vendor's SDK asks for. */
const TOKEN_SECONDS = "21600";

/**
 * Headers of the second version of ECS's metadata service; none if only the first one is there. Source: ECS, "Instance
 * RAM roles"; @alicloud/credentials, ecs_ram_role.
 */
export async function headers(means: Means, address: string): Promise<Record<string, string>> {
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
