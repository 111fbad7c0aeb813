import type { CloudProps } from "../../clouds/props";
import { commonSettings, type SettingsTable } from "../../clouds/setting";

/** Settings for JD Cloud, by the names of its own Terraform provider. */
export interface JdCloudProps extends CloudProps {
  /** ID of the access key. Needs `secretKey`. */
  readonly accessKey?: string;
  /** Secret of the access key. */
  readonly secretKey?: string;
}

export const settings: SettingsTable<JdCloudProps> = {
  access_key: { sets: "accessKey", description: "Access key.", sensitive: true },
  secret_key: { sets: "secretKey", description: "Secret key.", sensitive: true },
  ...commonSettings,
};
