import type { Means } from "../../../clouds/credential-sources";
import { field, text } from "../../../clouds/envelope";
import { instanceKeys } from "../../../clouds/instance-role";
import type { Credentials, RecipeOf } from "../../../clouds/keys";
import { jsonOf, temporaryKeys, unlikeKeys } from "../../../clouds/temporary-keys";
import { expiryIn, KEY_FIELDS } from "./sts";

/** Keys of the CAM role of this CVM instance. Source: CVM, "Managing roles"; tencentcloud-sdk-nodejs, cvm_role_credential.js. */
export async function cvmRole(recipe: RecipeOf<"instance">, means: Means): Promise<Credentials> {
  const { answer, who } = await instanceKeys(
    recipe,
    {
      address: "http://metadata.tencentyun.com",
      path: "/latest/meta-data/cam/security-credentials/",
      remedy: "Bind a role to this CVM instance, or give keys in another way.",
    },
    means,
  );
  const body = jsonOf(answer, who);
  if (text(field(body, "Code")) !== "Success") throw unlikeKeys(who, "its Code is not Success");
  return temporaryKeys(body, KEY_FIELDS, expiryIn(body), who);
}
