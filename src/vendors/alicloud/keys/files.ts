/** Which files of Alibaba Cloud's tools are looked at. Loaded only when a search comes to files. */
import type { CredentialFile, Environment } from "../../../clouds/credential-sources";
import { firstVariable, isOn } from "../../../clouds/environment";
import { configJson } from "./config-json";
import { credentialsIni } from "./credentials-ini";

/** Variables that name a file: for the Terraform provider it is that of the command line tool, for the SDKs their own. */
const FILE = ["ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"];

/** A file that a variable names, of either format. */
function namedFile(path: string, namedBy: string): CredentialFile {
  const json = configJson(path, namedBy);
  const ini = credentialsIni(path, namedBy);
  const formatOf = (content: string): CredentialFile => (/^\s*\{/.test(content) ? json : ini);
  return {
    path: () => path,
    namedBy,
    keys: async (content, ...asked) => await formatOf(content).keys(content, ...asked),
    region: async (content, ...asked) => await formatOf(content).region?.(content, ...asked),
  };
}

/** If a variable names a file, no other file is read: it may belong to another account. */
export function files(env: Environment): readonly CredentialFile[] {
  const named = firstVariable(env, FILE);
  if (named) return [namedFile(named.value, named.name)];
  // Source: @alicloud/credentials, cli_profile; the command line tool, ALIBABA_CLOUD_IGNORE_PROFILE.
  const isIgnored = [
    "ALIBABA_CLOUD_CLI_PROFILE_DISABLED",
    "ALIBABA_CLOUD_IGNORE_PROFILE",
    "ALIBABACLOUD_IGNORE_PROFILE",
  ].some((name) => isOn(env, name));
  return [
    ...(isIgnored ? [] : [configJson("~/.aliyun/config.json")]),
    credentialsIni("~/.alibabacloud/credentials"),
  ];
}
