import { join } from "node:path";
import { BackupsClient } from "../../src/client";
import { findEndpoint, variableNaming } from "../../src/listings/endpoint";
import type { CloudSettings } from "../../src/vendors";
import { tencentcloudRedis } from "../../src/vendors/tencentcloud/redis";
import { command } from "../cli/command";
import { data, Project } from "../e2e/workspace";
import { dataOf, emulators } from "../emulator/running";
import { testKeys, testKeysInEnvironment } from "../helpers/client";
import { describeWithTerraform, Terraform, temporaryDirectory } from "../helpers/terraform";
import { vendorOf } from "../helpers/vendors";

const start = emulators();
const vendor = vendorOf("tencentcloud-redis");
const query = { instanceId: vendor.instanceId, region: vendor.region };
const rows = [vendor.row("1", new Date("2026-11-20T02:00:00Z"))];
const listing = () => start({ data: dataOf(vendor, rows), credentials: [testKeys] });
const VARIABLE = "BACKUPS_ENDPOINT_URL_TENCENTCLOUD_REDIS";

describe("an answer from an address that is not the vendor's", () => {
  it("gives one warning of the command, with what to do, if a variable names the address", async () => {
    const { url } = await listing();
    const args = ["latest", vendor.name, "--instance-id", query.instanceId, "--region", query.region];
    const left = await command(args, { ...testKeysInEnvironment, [VARIABLE]: url });
    expect(left).toMatchObject({ code: 0, out: "1\n" });
    expect(left.err).toBe(
      `warning: ${url} answered in place of Tencent Cloud, because ${VARIABLE} names it: its backups may be ` +
        `invented. If you want this, give the address as the argument endpoint; if not, unset ${VARIABLE}.\n`,
    );
    const given = await command([...args, "--endpoint", url], { ...testKeysInEnvironment, [VARIABLE]: url });
    expect(given).toMatchObject({ code: 0, out: "1\n", err: "" });
  });

  it("gives one warning of a client for each address, and none without an answer", async () => {
    const [one, two] = [await listing(), await listing()];
    const advice: string[] = [];
    const env: Record<string, string> = {};
    const client = new BackupsClient({
      tencentcloud: testKeys,
      maxRetries: 0,
      onAdvice: (text) => advice.push(text),
      testing: { env, home: "/nowhere" },
    });
    for (const url of [one.url, one.url, "http://127.0.0.1:1", two.url, one.url]) {
      env[VARIABLE] = url;
      await client.lookup("tencentcloud-redis", query).catch(() => undefined);
    }
    expect(advice.map((text) => text.split(" ")[0])).toEqual([one.url, two.url]);
  });

  describeWithTerraform("in a plan", () => {
    it("is one warning for the process and the address", async () => {
      const { url } = await listing();
      const home = temporaryDirectory();
      const env = { ...testKeysInEnvironment, [VARIABLE]: url };
      const project = new Project(join(home, "project"), new Terraform(home, env));
      const block = (name: string, more = {}) =>
        data("tencentcloud_redis", name, {
          instance_id: JSON.stringify(query.instanceId),
          region: JSON.stringify(query.region),
          ...more,
        });
      project.write(block("one") + block("two", { history: "2" }));
      await project.init();
      const { output } = await project.succeed(["plan"]);
      expect(output.match(/Warning: .*/g)).toEqual([
        `Warning: ${url} answered in place of Tencent Cloud, because ${VARIABLE} names it`,
      ]);
      project.write(block("one", { endpoint: JSON.stringify(url) }));
      expect((await project.succeed(["plan"])).output).not.toContain("Warning");
    }, 60_000);
  });
});

describe("the variable that named an address", () => {
  const naming = (host: string, env: Record<string, string>, argument?: string, settings = {}) =>
    variableNaming(new URL(`https://${host}`), tencentcloudRedis, argument, settings, env);

  it.each([
    ["redis.tencentcloudapi.com", { BACKUPS_ENDPOINT_URL: "x" }, undefined],
    ["redis.intl.tencentcloudapi.com", { TENCENTCLOUD_DOMAIN: "x" }, undefined],
    ["redis.tencentcloudapi.com.example.com", { TENCENTCLOUD_DOMAIN: "x" }, "TENCENTCLOUD_DOMAIN"],
    ["example.com", { BACKUPS_ENDPOINT_URL: "x" }, "BACKUPS_ENDPOINT_URL"],
    ["example.com", { BACKUPS_ENDPOINT_URL: "x", [VARIABLE]: "y" }, VARIABLE],
  ])("of %s with %j is %s", (host, env, expected) => {
    expect(naming(host, env as unknown as Record<string, string>)).toBe(expected);
  });

  it("is undefined if an argument or a setting gave it", () => {
    const env = { BACKUPS_ENDPOINT_URL: "x" };
    expect(naming("example.com", env, "example.com")).toBeUndefined();
    expect(naming("example.com", env, undefined, { endpoint: "example.com" })).toBeUndefined();
    expect(naming("example.com", {}, undefined, { domain: "example.com" })).toBeUndefined();
  });

  it("is found although a setting gives the domain, because the variable overrides the vendor's own address", () => {
    const env = { BACKUPS_ENDPOINT_URL: "https://example.com" };
    const settings: CloudSettings = { domain: "intl.tencentcloudapi.com" };
    const { hostname } = findEndpoint(tencentcloudRedis, "ap-guangzhou", undefined, settings, env);
    expect(naming(hostname, env, undefined, settings)).toBe("BACKUPS_ENDPOINT_URL");
  });
});
