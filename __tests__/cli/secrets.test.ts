import { demoData, demoInstances } from "../../src/emulator";
import { emulators } from "../emulator/running";
import { testKeys, testKeysInEnvironment } from "../helpers/client";
import { command, environmentOf, runCommand } from "./command";

const { accessKey, secretKey, securityToken } = testKeys;
const instances = demoInstances.map((instance) => ({
  ...instance,
  args: [instance.listing, "--instance-id", instance.instanceId, "--region", instance.region],
}));

/** The listings whose vendors answer with download addresses. */
const WITH_ADDRESSES = demoData(new Date())
  .instances.filter(({ backups }) => backups.some((row) => /https:/.test(Object.values(row).join(" "))))
  .map(({ listing }) => listing);

describe("what the command prints", () => {
  const start = emulators();

  it.each(instances)(
    "holds no key of $listing that its cloud repeats when it refuses it",
    async ({ args, listing }) => {
      const message = `no such key: ${accessKey} ${secretKey} ${securityToken}`;
      const code = { t: "AuthFailure.SecretIdNotFound", a: "InvalidAccessKeyId.NotFound", j: "ACCESS_ERROR" }[
        listing.charAt(0)
      ];
      const server = await start({
        data: { instances: [] },
        credentials: [testKeys],
        faults: [{ kind: "refusal", status: 401, code, message }],
      });
      for (const [name = "", ...flags] of [["latest"], ["list"], ["check", "--max-age", "1d"]]) {
        const { code, out, err } = await command([name, ...args, ...flags], {
          ...testKeysInEnvironment,
          BACKUPS_ENDPOINT_URL: server.url,
        });
        expect(code).toBe(name === "check" ? 3 : 5);
        expect(out + err).toContain(`no such key: ${accessKey} *** ***`);
      }
      expect(server.requests.map(({ fault }) => fault)).toContain("refusal");
    },
  );

  it.each(["TENCENTCLOUD_SECRET_KEY", "JDCLOUD_SECRET_KEY"])(
    "names %s if it is missing, and no value",
    async (name) => {
      const cloud = name.split("_")[0]?.toLowerCase() ?? "";
      const { args } = instances.find(({ listing }) => listing.startsWith(cloud)) ?? { args: [] };
      const env = { ...testKeysInEnvironment, [name]: undefined, BACKUPS_ENDPOINT_URL: "http://127.0.0.1:1" };
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

  it("gets signed addresses, so that the next test can fail", () => {
    expect(WITH_ADDRESSES).toEqual(
      expect.arrayContaining(["tencentcloud-mysql", "jdcloud-redis", "alicloud-redis"]),
    );
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
        if (WITH_ADDRESSES.includes(listing))
          expect(out).toMatch(/"download_url": "https:\/\/[^"]*[Ss]ignature=/);
        else expect(out).toContain('"download_url": null');
      }
      expect((await command(["list", ...args, "--show-urls"], env)).out).not.toMatch(/https?:/);
    },
  );
});
