import { demoInstances } from "../../src/emulator";
import { emulators } from "../emulator/running";
import { testKeys } from "../helpers/client";
import { vendorServers } from "../helpers/vendor-server";
import { command, environmentOf, runCommand } from "./command";

const { accessKey, secretKey, securityToken } = testKeys;
const KEYS = {
  TENCENTCLOUD_SECRET_ID: accessKey,
  TENCENTCLOUD_SECRET_KEY: secretKey,
  TENCENTCLOUD_TOKEN: securityToken,
  ALIBABA_CLOUD_ACCESS_KEY_ID: accessKey,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: secretKey,
  ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
  JDCLOUD_ACCESS_KEY: accessKey,
  JDCLOUD_SECRET_KEY: secretKey,
  JDCLOUD_SECURITY_TOKEN: securityToken,
};
const instances = demoInstances.map((instance) => ({
  ...instance,
  args: [instance.listing, "--instance-id", instance.instanceId, "--region", instance.region],
}));

describe("what the command prints", () => {
  const start = emulators();
  const serve = vendorServers();

  it.each(instances)(
    "holds no key of $listing that its cloud repeats when it refuses it",
    async ({ args }) => {
      const quoted = `no such key: ${accessKey} ${secretKey} ${securityToken}`;
      const server = await serve(() => ({
        status: 403,
        json: {
          // One refusal in the words of all three vendors.
          Response: { RequestId: "r", Error: { Code: "AuthFailure.SecretIdNotFound", Message: quoted } },
          RequestId: "r",
          Code: "InvalidAccessKeyId.NotFound",
          Message: quoted,
          requestId: "r",
          error: { code: 401, status: "UNAUTHENTICATED", message: quoted },
        },
      }));
      for (const name of ["latest", "list", "check"]) {
        const { code, out, err } = await command([name, ...args, "--max-age", "1d"], {
          ...KEYS,
          BACKUPS_ENDPOINT_URL: server.url,
        });
        expect(code).toBe(name === "check" ? 3 : 5);
        expect(out + err).toContain("no such key: *** *** ***");
      }
      expect(server.seen.length).toBeGreaterThan(0);
    },
  );

  it.each(["TENCENTCLOUD_SECRET_KEY", "JDCLOUD_SECRET_KEY"])(
    "names %s where it is missing, and no value",
    async (name) => {
      const cloud = name.split("_")[0]?.toLowerCase() ?? "";
      const { args } = instances.find(({ listing }) => listing.startsWith(cloud)) ?? { args: [] };
      const env = { ...KEYS, [name]: undefined, BACKUPS_ENDPOINT_URL: "http://127.0.0.1:1" };
      const { code, err } = await runCommand(["latest", ...args], env);
      expect(code).toBe(5);
      expect(err).toContain(name);
      expect(err).not.toContain(accessKey);
    },
  );

  it("offers no flag for a key", async () => {
    const { out } = await command(["help", "latest"]);
    expect(out).not.toMatch(/--[a-z-]*(?:secret|access|token|password)/);
  });

  it.each(instances)(
    "holds signed addresses of $listing only with --show-urls",
    async ({ listing, args }) => {
      const env = environmentOf(await start());
      for (const name of ["latest", "list"]) {
        const hidden = await command([name, ...args, "--json"], env);
        expect(hidden.code).toBe(0);
        expect(hidden.out).not.toMatch(/https?:|Signature|download_url/);
        const { out } = await command([name, ...args, "--json", "--show-urls"], env);
        // Tencent Cloud Redis lists no addresses.
        if (listing === "tencentcloud-redis") expect(out).toContain('"download_url": null');
        else expect(out).toMatch(/"download_url": "https:\/\/[^"]*[Ss]ignature=/);
      }
      expect((await command(["list", ...args, "--show-urls"], env)).out).not.toMatch(/https?:/);
    },
  );
});
