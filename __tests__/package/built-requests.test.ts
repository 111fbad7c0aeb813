import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { startConnectProxy } from "../helpers/connect-proxy";
import { rawServers } from "../helpers/raw-server";

const COMMAND = resolve(__dirname, "../../bin/cdktf-backups.cjs");
/** The built command: the axios in it is not the one that tests of the sources load. */
function latest(env: NodeJS.ProcessEnv): Promise<{ stdout: string; stderr: string }> {
  const args = [
    COMMAND,
    "latest",
    "tencentcloud-redis",
    "--instance-id",
    "crs-1",
    "--region",
    "ap-guangzhou",
  ];
  const keys = { TENCENTCLOUD_SECRET_ID: "id", TENCENTCLOUD_SECRET_KEY: "key", PATH: process.env.PATH };
  return new Promise((done) => {
    const options = { env: { ...keys, HOME: "/nowhere", ...env } };
    execFile(process.execPath, [...args, "--max-retries", "0"], options, (_error, stdout, stderr) =>
      done({ stdout, stderr }),
    );
  });
}

describe("the requests of the built command", () => {
  const start = rawServers();

  it("go through the proxy of the environment, and report its refusal", async () => {
    const proxy = await startConnectProxy(() => "HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const { stderr } = await latest({ HTTPS_PROXY: proxy.url });
    await proxy.close();
    expect(proxy.asked).toEqual(["redis.tencentcloudapi.com:443"]);
    expect(stderr).toContain("redis.tencentcloudapi.com");
    expect(stderr).not.toContain("left out of the bundle");
  });

  it("name the proxy, without its password, if it cannot be reached", async () => {
    const { stderr } = await latest({ HTTPS_PROXY: "http://someone:s3cret@127.0.0.1:1" });
    expect(stderr).toContain(
      "redis.tencentcloudapi.com could not be reached through the proxy 127.0.0.1:1: connection refused",
    );
    expect(stderr).not.toMatch(/someone|s3cret/);
  });

  it("take compressed answers", async () => {
    const row = { BackupId: "1-2-3", StartTime: "2026-11-20 02:00:00", Status: 2 };
    const answer = { Response: { TotalCount: 1, BackupSet: [row], RequestId: "r" } };
    const headers = { "content-encoding": "gzip" };
    const { url } = await start(() => ({ headers, body: gzipSync(JSON.stringify(answer)) }));
    expect((await latest({ BACKUPS_ENDPOINT_URL: url })).stdout).toBe("1-2-3\n");
  });

  it("do not follow a redirect", async () => {
    const { url } = await start(() => ({ status: 302, headers: { location: "/elsewhere" }, body: "" }));
    expect((await latest({ BACKUPS_ENDPOINT_URL: url })).stderr).toContain("a redirect (HTTP 302)");
  });
});
