/** What the vendors' own files look like. The readers in src/clouds are run over these examples. */

/** An example of a file. */
export interface CredentialFileExample {
  readonly language: "ini" | "json";
  readonly text: string;
  /** Further files of the same tool that are read with it, by their paths. */
  readonly siblings?: Readonly<Record<string, string>>;
}

/** Examples by the path that a reader looks for. */
export const CREDENTIAL_FILES: Readonly<Record<string, CredentialFileExample>> = {
  "~/.tencentcloud/credentials": {
    language: "ini",
    text: "[default]\nsecret_id = YOUR_SECRET_ID\nsecret_key = YOUR_SECRET_KEY",
  },
  "~/.tccli/default.credential": {
    language: "json",
    text: '{ "secretId": "YOUR_SECRET_ID", "secretKey": "YOUR_SECRET_KEY" }',
    siblings: { "~/.tccli/default.configure": '{ "_sys_param": { "region": "ap-guangzhou" } }' },
  },
  "~/.aliyun/config.json": {
    language: "json",
    text: `{
  "current": "default",
  "profiles": [
    {
      "name": "default",
      "mode": "AK",
      "access_key_id": "YOUR_ACCESS_KEY_ID",
      "access_key_secret": "YOUR_ACCESS_KEY_SECRET",
      "region_id": "cn-hangzhou"
    }
  ]
}`,
  },
  "~/.alibabacloud/credentials": {
    language: "ini",
    text: "[default]\naccess_key_id = YOUR_ACCESS_KEY_ID\naccess_key_secret = YOUR_ACCESS_KEY_SECRET",
  },
  "~/.jdc/config": {
    language: "ini",
    text: "[default]\naccess_key = YOUR_ACCESS_KEY\nsecret_key = YOUR_SECRET_KEY\nregion_id = cn-north-1",
    siblings: { "~/.jdc/current": "default" },
  },
};
