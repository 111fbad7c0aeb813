import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../helpers/terraform";
import { command, runCommand } from "./command";
import { emulate } from "./emulated";

const DATA = {
  instances: [
    {
      listing: "tencentcloud-redis",
      instanceId: "crs-of-file",
      region: "ap-guangzhou",
      backups: [{ BackupId: "b-1", StartTime: "2026-11-21 02:00:00", Status: 2 }],
    },
  ],
};

describe("emulate", () => {
  const home = temporaryDirectory();

  it.each(["SIGINT", "SIGTERM"] as const)("serves until %s ends it with 0", async (signal) => {
    const { child, env, end } = await emulate();
    expect(Object.keys(env).sort()).toEqual([
      "ALIBABA_CLOUD_ACCESS_KEY_ID",
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      "BACKUPS_ENDPOINT_URL",
      "JDCLOUD_ACCESS_KEY",
      "JDCLOUD_SECRET_KEY",
      "TENCENTCLOUD_SECRET_ID",
      "TENCENTCLOUD_SECRET_KEY",
    ]);
    const args = ["latest", "jdcloud-redis", "--instance-id", "redis-vq3n8yd0c1", "--region", "cn-north-1"];
    expect(await command(args, env)).toMatchObject({ code: 0, err: "" });
    child.kill(signal);
    const { code, err } = await end;
    expect(code).toBe(0);
    expect(err).toMatch(/^LISTING +INSTANCE +REGION +BACKUPS$/m);
    expect(err).toMatch(/^Listening on http:\/\/127\.0\.0\.1:\d+\. .*Ctrl-C stops it\.$/m);
  });

  it("serves the instances of a file", async () => {
    const path = join(home, "data.json");
    writeFileSync(path, JSON.stringify(DATA));
    const { child, env, end } = await emulate(["--data", path]);
    const args = ["latest", "tencentcloud-redis", "--instance-id", "crs-of-file", "--region", "ap-guangzhou"];
    expect((await command(args, env)).out).toBe("b-1\n");
    child.kill();
    await end;
  });

  it("refuses a port that is taken", async () => {
    const { child, env, end } = await emulate();
    const { port } = new URL(String(env.BACKUPS_ENDPOINT_URL));
    const second = await runCommand(["emulate", "--port", port]);
    expect(second).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(/^error: --port: cannot listen.*EADDRINUSE/),
    });
    child.kill();
    await end;
  });

  it.each([
    [
      "a port that is none",
      ["--port", "many"],
      '--port: got "many", expected a whole number from 0 to 65535',
    ],
    ["a port out of range", ["--port", "70000"], "--port: got 70000"],
    ["an empty port, as of a variable that is not set", ["--port", ""], '--port: got ""'],
    ["a file that is not there", ["--data", "missing.json"], "--data: cannot read missing.json"],
    [
      "such a file with what it should hold, in its own words",
      ["--data", "."],
      '"instanceId": "…", "region"',
    ],
    [
      "a file of another shape",
      ["--data", join(__dirname, "../../package.json")],
      "is not emulator data: instances",
    ],
  ])("refuses %s", async (_what, flags, message) => {
    const outcome = await command(["emulate", ...flags]);
    expect(outcome).toEqual({ code: 2, out: "", err: expect.stringContaining(message) });
  });
});
