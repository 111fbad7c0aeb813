import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { BackupsClient } from "../../src/client";
import { NoAnswer, NoConnection } from "../../src/clouds/nobody-there";
import { askDirectly } from "../../src/transport/direct";
import { runCommand } from "../cli/command";
import { refusalOf } from "../helpers/client";
import { startConnectProxy } from "../helpers/connect-proxy";
import { keyServer, sessionKeys } from "../helpers/key-server";
import { LOOKUPS, machines } from "../helpers/machine";
import { NO_HOST } from "../helpers/no-host";
import { rawServers } from "../helpers/raw-server";
import { temporaryDirectory } from "../helpers/terraform";

const start = machines();
const startServer = rawServers();
const describeOnUnix = process.platform === "win32" ? describe.skip : describe;
const describeOnLinux = process.platform === "linux" ? describe : describe.skip;

/** A home in which a path is a pipe that nobody writes to. */
function homeWithPipe(path: string): string {
  const home = temporaryDirectory();
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  execFileSync("mkfifo", [file]);
  return home;
}

describeOnUnix("a pipe in the place of a file of keys", () => {
  it.each([
    ["tencentcloud-redis", ".tencentcloud/credentials"],
    ["tencentcloud-redis", ".tccli/default.credential"],
    ["alicloud-redis", ".aliyun/config.json"],
    ["alicloud-redis", ".alibabacloud/credentials"],
    ["jdcloud-redis", ".jdc/config"],
  ] as const)("ends a lookup of %s at ~/%s, with its keys and without its region", async (name, path) => {
    const home = homeWithPipe(path);
    const client = new BackupsClient({ testing: { home, env: { BACKUPS_METADATA_URL: "none" } } });
    const query = { instanceId: "redis-1", region: "cn-north-1" };
    const error = await refusalOf(client.lookup(name, query));
    expect(error.message).toContain(`ended at ~/${path}: it is not a regular file`);
    expect(error.hint).toMatch(/^Put a regular file in its place, or set /);
  });

  it("ends the search for a region", async () => {
    const home = homeWithPipe(".jdc/config");
    const env = { JDCLOUD_ACCESS_KEY: "a", JDCLOUD_SECRET_KEY: "s" };
    const error = await refusalOf(
      new BackupsClient({ testing: { home, env } }).lookup("jdcloud-redis", { instanceId: "redis-1" }),
    );
    expect(error.message).toContain(
      "the search for a region of JD Cloud ended at ~/.jdc/config: it is not a regular file",
    );
  });

  it("ends a role by token", async () => {
    const home = homeWithPipe("token");
    const env = {
      TKE_ROLE_ARN: "r",
      TKE_PROVIDER_ID: "p",
      TKE_WEB_IDENTITY_TOKEN_FILE: join(home, "token"),
    };
    const error = await refusalOf(
      new BackupsClient({ testing: { home, env } }).lookup(...LOOKUPS.tencentcloud),
    );
    expect(error.message).toContain(`${join(home, "token")} is not a regular file`);
  });
});

it("rejects a file that is too large for a key file", async () => {
  const home = temporaryDirectory();
  mkdirSync(join(home, ".jdc"));
  writeFileSync(join(home, ".jdc/config"), Buffer.alloc(1_000_001));
  const client = new BackupsClient({ testing: { home, env: {} } });
  const error = await refusalOf(
    client.lookup("jdcloud-redis", { instanceId: "redis-1", region: "cn-north-1" }),
  );
  expect(error.message).toContain("it is larger than 1 MB, so it is not a file of keys");
});

describe("waiting for keys", () => {
  it("is part of a lookup's time", async () => {
    const client = new BackupsClient({
      timeout: 0.2,
      jdcloud: { credentials: () => new Promise(() => undefined) },
      testing: { env: {} },
    });
    const query = { instanceId: "redis-1", region: "cn-north-1" };
    const error = await refusalOf(client.lookup("jdcloud-redis", query));
    expect([error.code, error.message]).toEqual([
      "timeout",
      expect.stringContaining("credentials were not found within the lookup's time"),
    ]);
    expect((await client.lookup("jdcloud-redis", { ...query, onUnavailable: "warn" })).warnings).toHaveLength(
      1,
    );
  });

  it("ends with the client's signal", async () => {
    const stop = new AbortController();
    const client = new BackupsClient({
      signal: stop.signal,
      jdcloud: { credentials: () => new Promise(() => undefined) },
      testing: { env: {} },
    });
    const lookup = refusalOf(client.lookup("jdcloud-redis", { instanceId: "redis-1", region: "cn-north-1" }));
    stop.abort();
    expect((await lookup).message).toContain("the lookup was stopped");
  });
});

/** Opens files as if on a mount that does not answer: the pipe is opened as Node.js does it by default. */
const HANG = `
const promises = require("node:fs/promises");
const { open } = promises;
promises.open = (path, flags, ...more) => open(path, typeof flags === "number" ? flags & ~require("node:fs").constants.O_NONBLOCK : flags, ...more);
`;

describeOnUnix("the command", () => {
  it.each([
    ["jdcloud-redis", "credentials were", ["--region", "cn-north-1"]],
    ["alicloud-redis", "the region was", []],
  ] as const)(
    "ends within its time for %s if a file is on a mount that does not answer: %s not found",
    async (listing, what, region) => {
      const home = homeWithPipe(listing === "jdcloud-redis" ? ".jdc/config" : ".aliyun/config.json");
      const hang = join(home, "hang.cjs");
      writeFileSync(hang, HANG);
      const { err } = await runCommand(
        ["latest", listing, "--instance-id", "redis-1", ...region, "--timeout", "1"],
        // Node.js before 20.11.1 opens files by io_uring, which does not wait for a pipe.
        { HOME: home, NODE_OPTIONS: `--require ${hang}`, UV_USE_IO_URING: "0" },
      );
      expect(err).toContain(`${what} not found within the lookup's time`);
    },
  );
});

describe("a server of keys", () => {
  it("where nobody listens, or whose name does not exist, fails", async () => {
    const { signal } = new AbortController();
    for (const url of ["http://127.0.0.1:1/keys", `http://${NO_HOST}/keys`])
      await expect(askDirectly({ method: "GET", url }, signal)).rejects.toBeInstanceOf(NoConnection);
  });

  it.each<[string, Parameters<typeof startServer>[0], RegExp]>([
    ["takes the request and says nothing", () => ({ fault: "hang" }), /no answer within 1 s/],
    ["resets the connection", () => ({ fault: "reset" }), /the connection broke off/],
    ["breaks off its answer", () => ({ fault: "cut", body: "x".repeat(1000) }), /the answer broke off/],
    [
      "resets its answer",
      () => (socket) =>
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx", () =>
          setImmediate(() => socket.resetAndDestroy()),
        ),
      /the (?:answer|connection) broke off/,
    ],
    ["answers without end", () => ({ body: "x".repeat(200_000) }), /longer than 100 kB/],
  ])("that %s is an error", async (_what, answer, problem) => {
    const { url } = await startServer(answer);
    const asked = askDirectly({ method: "GET", url: `${url}/keys` }, new AbortController().signal);
    const error = await asked.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(NoAnswer);
    expect(String(error)).toMatch(problem);
  });

  it("is not waited for after the client is stopped", async () => {
    const stop = new AbortController();
    const { url } = await startServer(() => {
      stop.abort();
      return { fault: "hang" };
    });
    await expect(askDirectly({ method: "GET", url, answerWithinMs: 100_000 }, stop.signal)).rejects.toThrow();
  });
});

/** A process that listens and then stands still: the kernel takes a few connections for it, and leaves the rest without an answer. */
const STILL = `
const server = require("node:net").createServer().listen({ host: "127.0.0.1", port: 0, backlog: 1 }, () => {
  process.stdout.write(String(server.address().port), () => process.kill(process.pid, "SIGSTOP"));
});`;

describeOnLinux("an address that leaves connections without an answer", () => {
  it("fails long before the kernel's timeout", async () => {
    const child = spawn(process.execPath, ["-e", STILL], { stdio: ["ignore", "pipe", "inherit"] });
    const sockets: ReturnType<typeof connect>[] = [];
    try {
      const port = Number(await new Promise((resolve) => child.stdout?.once("data", resolve)));
      const asked = () =>
        askDirectly(
          { method: "GET", url: `http://127.0.0.1:${port}/`, answerWithinMs: 1 },
          new AbortController().signal,
        );
      for (let waiting = 0; waiting < 8; waiting++)
        sockets.push(connect(port, "127.0.0.1").on("error", () => undefined));
      await expect(asked()).rejects.toBeInstanceOf(NoConnection);
    } finally {
      for (const socket of sockets) socket.destroy();
      child.kill("SIGKILL");
    }
  });
});

describe("a proxy", () => {
  it("gets no request for a metadata server or a credentials URI, with any environment", async () => {
    const proxy = await startConnectProxy(() => "HTTP/1.1 403 No\r\n\r\n");
    const { url } = proxy;
    const through = {
      HTTP_PROXY: url,
      http_proxy: url,
      HTTPS_PROXY: url,
      https_proxy: url,
      ALL_PROXY: url,
      NODE_USE_ENV_PROXY: "1",
      BACKUPS_METADATA_URL: "",
    };
    try {
      const args = ["--instance-id", "redis-1", "--region", "cn-north-1"];
      // Their own addresses; on a machine that has such a server, its keys are refused by nobody: the proxy answers.
      await Promise.all([
        runCommand(["latest", "alicloud-redis", ...args], {
          ...through,
          BACKUPS_ENDPOINT_URL: "http://127.0.0.1:1",
        }),
        runCommand(["latest", "tencentcloud-redis", ...args], {
          ...through,
          BACKUPS_ENDPOINT_URL: "http://127.0.0.1:1",
        }),
      ]);
      const near = await startServer(keyServer());
      await runCommand(["latest", "alicloud-redis", ...args], {
        ...through,
        ALIBABA_CLOUD_CREDENTIALS_URI: `${near.url}/keys`,
        BACKUPS_ENDPOINT_URL: "https://nowhere.invalid",
      });
      // The proxy works: it is asked for the listing.
      expect(near.seen).toHaveLength(1);
      expect(new Set(proxy.asked)).toEqual(new Set(["nowhere.invalid:443"]));
    } finally {
      await proxy.close();
    }
  });
});

describe("what a process loads", () => {
  it("contains no code for roles if the environment has keys and no file is read", async () => {
    const machine = await start({}, sessionKeys);
    const program = `
      const { BackupsClient } = require(${JSON.stringify(join(__dirname, "../../lib/client.js"))});
      const promises = require("node:fs/promises");
      promises.open = () => { throw new Error("a file was read"); };
      const client = new BackupsClient();
      client.lookup("alicloud-redis", ${JSON.stringify(LOOKUPS.alicloud[1])}).then(({ latestId }) => {
        const loaded = Object.keys(require.cache).filter((path) => /lib.(clouds|transport|vendors).*(sessions|sts|ecs-metadata|key-servers|temporary-keys|direct)\\.js$/.test(path));
        console.log(JSON.stringify([typeof latestId, loaded.map((path) => path.replace(/.*lib./, ""))]));
      });`;
    const { accessKey, secretKey, securityToken } = sessionKeys;
    const child = spawn(process.execPath, ["-e", program], {
      env: {
        PATH: process.env.PATH,
        HOME: "/nowhere",
        ...machine.env,
        ALIBABA_CLOUD_ACCESS_KEY_ID: accessKey,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: secretKey,
        ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let out = "";
    for await (const chunk of child.stdout) out += chunk;
    expect(JSON.parse(out)).toEqual(["string", []]);
    expect(machine.keys.connections()).toBe(0);
  });
});
