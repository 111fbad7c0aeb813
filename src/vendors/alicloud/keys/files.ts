/** Which files of Alibaba Cloud's tools are looked at. Loaded only when a search comes to files. */
import type { CredentialFile, Environment } from "../../../clouds/credential-sources";
import { firstVariable, isOn } from "../../../clouds/environment";
import { configJson } from "./config-json";
import { credentialsIni } from "./credentials-ini";

/** Variables that name a file: for the Terraform provider it is that of the command line tool, for the SDKs their own. */
const FILE = ["ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"];

/** If a variable names a file, no other file is read: it may belong to another account. */
export function files(env: Environment): readonly CredentialFile[] {
  const named = firstVariable(env, FILE);
  if (named) {
    const format = (content: string) => (/^\s*\{/.test(content) ? configJson : credentialsIni);
    return [{ path: () => named.value, namedBy: named.name, format }];
  }
  // Source: @alicloud/credentials, cli_profile; the command line tool, ALIBABA_CLOUD_IGNORE_PROFILE.
  const isIgnored = [
    "ALIBABA_CLOUD_CLI_PROFILE_DISABLED",
    "ALIBABA_CLOUD_IGNORE_PROFILE",
    "ALIBABACLOUD_IGNORE_PROFILE",
  ].some((name) => isOn(env, name));
  return [
    ...(isIgnored ? [] : [{ path: () => "~/.aliyun/config.json", format: configJson }]),
    { path: () => "~/.alibabacloud/credentials", format: credentialsIni },
  ];
}
