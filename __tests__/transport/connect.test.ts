import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { BackupsClient, type BackupsError } from "../../src/client";
import { toJson } from "../../src/core/json";
import { createServerCertificate } from "../../src/plugin/wire/certificate";
import { proxyFor } from "../../src/transport/proxy";
import { listingNamed } from "../../src/vendors";
import { command, runCommand } from "../cli/command";
import { data, Project } from "../e2e/workspace";
import { refusalOf, testKeys, testKeysInEnvironment } from "../helpers/client";
import { type ConnectProxy, startConnectProxy } from "../helpers/connect-proxy";
import { isLongRun } from "../helpers/long-run";
import { withEnvironment } from "../helpers/proxy-environment";
import { describeWithTerraform, Terraform, temporaryDirectory } from "../helpers/terraform";
import type { Vendor } from "../helpers/vendors";
import { answerOf, type Body, bodies, INVENTED, oneOfEachCloud } from "./connect";

const CLIENT = resolve(__dirname, "../../lib/client.js");

/** A host whose name says what the proxy answers for it. */
const hostOf = (vendor: Vendor, status: number, body: Body) =>
  `s${status}-${bodies.indexOf(body)}.${vendor.name}.invalid`;

function answerFor(target: string): string {
  const [, status, body, name] = /^s(\d+)-(\d)\.([\w-]+)\.invalid:443$/.exec(target) ?? [];
  const vendor = oneOfEachCloud.find((one) => one.name === name);
  return answerOf(vendor as Vendor, Number(status), bodies[Number(body)] as Body);
}

const clientFor = (vendor: Vendor, endpoint: string) =>
  new BackupsClient({
    [listingNamed(vendor.name).cloud.name]: { ...testKeys, endpoint },
    maxRetries: 0,
    testing: { env: {}, home: "/nowhere" },
  });

const lookup = (vendor: Vendor, endpoint: string) =>
  refusalOf(
    clientFor(vendor, endpoint).lookup(vendor.name, { instanceId: vendor.instanceId, region: vendor.region }),
  );

const argumentsOf = ({ name, instanceId, region }: Vendor) => [
  ...["latest", name, "--instance-id", instanceId, "--region", region],
];

/** A sample of every class, and what was special once. */
const SAMPLE = [100, 101, 102, 200, 201, 203, 206, 299, 302, 401, 403, 407, 429, 500, 599];
/** Every status, where there is time for it. */
const STATUSES = isLongRun ? Array.from({ length: 500 }, (_, index) => 100 + index) : SAMPLE;

describe("an answer to CONNECT that is no tunnel", () => {
  let proxy: ConnectProxy;
  const saidOf = (status: number) => `the proxy ${proxy.place} answered HTTP ${status} and opened no tunnel`;
  beforeAll(async () => {
    proxy = await startConnectProxy(answerFor);
  });
  afterAll(() => proxy.close());

  it.each(bodies)(
    "is the proxy's for the client, whatever its status, with %s, for every cloud",
    async (body) => {
      const cases = oneOfEachCloud.flatMap((vendor) => STATUSES.map((status) => ({ vendor, status })));
      const wrong: string[] = [];
      const next = async () => {
        for (let one = cases.pop(); one; one = cases.pop()) {
          const { vendor, status } = one;
          const error: BackupsError = await lookup(vendor, `https://${hostOf(vendor, status, body)}`);
          const told = `${error.describe()} ${error.stack} ${JSON.stringify(error)}`;
          if (
            error.code !== "unavailable" ||
            !error.message.includes(saidOf(status)) ||
            told.includes(INVENTED)
          )
            wrong.push(`${vendor.name} ${status}: ${told}`);
        }
      };
      await withEnvironment({ HTTPS_PROXY: proxy.url }, async () => {
        await Promise.all(Array.from({ length: 20 }, next));
      });
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  // The command is the same client in a process that takes a fraction of a second: a sample shows that it is.
  it("is the proxy's for the command, and prints no ID", async () => {
    await withEnvironment({ HTTPS_PROXY: proxy.url }, async () => {
      for (const vendor of oneOfEachCloud)
        for (const status of SAMPLE)
          for (const body of bodies) {
            const args = [...argumentsOf(vendor), "--max-retries", "0"];
            const endpoint = `https://${hostOf(vendor, status, body)}`;
            const { code, out, err } = await command(
              [...args, "--endpoint", endpoint],
              testKeysInEnvironment,
            );
            expect([code, out]).toEqual([1, ""]);
            expect(err).toContain(saidOf(status));
            expect(err).not.toContain(INVENTED);
          }
    });
    for (const vendor of oneOfEachCloud) {
      const endpoint = `https://${hostOf(vendor, 201, "listing")}`;
      const env = { ...testKeysInEnvironment, HTTPS_PROXY: proxy.url };
      const { code, out, err } = await runCommand(
        [...argumentsOf(vendor), "--endpoint", endpoint, "--max-retries", "0"],
        env,
      );
      expect([code, out]).toEqual([1, ""]);
      expect(err).toContain(saidOf(201));
    }
  }, 60_000);

  it("is asked for once more only where that may help", async () => {
    await withEnvironment({ HTTPS_PROXY: proxy.url }, async () => {
      for (const [status, times] of [
        [201, 1],
        [403, 1],
        [407, 1],
        [503, 2],
      ] as const) {
        const [vendor] = oneOfEachCloud as [Vendor];
        const host = hostOf(vendor, status, "refusal");
        const before = proxy.asked.length;
        const { err } = await command(
          [...argumentsOf(vendor), "--endpoint", `https://${host}`, "--max-retries", "1"],
          testKeysInEnvironment,
        );
        expect([status, proxy.asked.length - before]).toEqual([status, times]);
        expect(err).toContain(
          status === 407 ? "Set user and password in the proxy's address" : "Check the proxy",
        );
      }
    });
  });

  describeWithTerraform("in a plan", () => {
    it("is the proxy's, and no ID is planned", async () => {
      const home = temporaryDirectory();
      const project = new Project(
        join(home, "project"),
        new Terraform(home, { ...testKeysInEnvironment, HTTPS_PROXY: proxy.url }),
      );
      const cases = oneOfEachCloud.flatMap((vendor) =>
        SAMPLE.flatMap((status) => bodies.map((body) => ({ vendor, status, body }))),
      );
      const blocks = cases.map(({ vendor, status, body }, index) =>
        data(vendor.name.replaceAll("-", "_"), `it${index}`, {
          instance_id: JSON.stringify(vendor.instanceId),
          region: JSON.stringify(vendor.region),
          endpoint: JSON.stringify(`https://${hostOf(vendor, status, body)}`),
        }),
      );
      project.write(`provider "backups" { max_retries = 0 }\n${blocks.join("")}`);
      await project.init();
      const { code, output } = await project.run(["plan"]);
      expect(code).toBe(1);
      expect(output).not.toContain(INVENTED);
      for (const { vendor, status, body } of cases)
        expect(output).toContain(`${hostOf(vendor, status, body)} could not be reached: ${saidOf(status)}`);
    }, 60_000);
  });
});

/** Looks up an ID with one client per step, all in one process: what is kept between requests is kept. */
const PROGRAM = `
const { BackupsClient } = require(process.argv[2]);
(async () => {
  const told = [];
  for (const { listing, endpoint, query, settings } of JSON.parse(process.argv[3])) {
    const client = new BackupsClient({ ...settings, maxRetries: 0, home: "/nowhere" });
    told.push(await client.lookup(listing, { ...query, endpoint }).then(({ latestId }) => latestId, (e) => e.message + " " + e.hint));
  }
  console.log(JSON.stringify(told));
})();
`;

describe("through an honest tunnel", () => {
  const certificate = createServerCertificate();
  const home = temporaryDirectory();
  const authority = join(home, "authority.pem");
  const program = join(home, "program.cjs");
  writeFileSync(authority, certificate.certificate);
  writeFileSync(program, PROGRAM);
  /** Not loopback by its spelling, and the name in the certificate all the same. */
  const HOST = "localhost.";

  type Answered = (path: string, response: ServerResponse) => void;

  /** A vendor's server behind a proxy; `lie` is asked first. */
  async function behind(vendor: Vendor, lie: (count: number) => string | undefined, answered?: Answered) {
    const server = createTlsServer({ key: certificate.key, cert: certificate.certificate });
    server.on("tlsClientError", () => {});
    const seen: string[] = [];
    server.on("request", (request, response: ServerResponse) => {
      seen.push(String(request.url));
      const listing = vendor.envelope([vendor.row("1001", new Date("2026-11-20T02:00:00Z"))], 1);
      if (answered) answered(toJson(listing), response);
      else response.setHeader("content-type", "application/json").end(toJson(listing));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    let count = 0;
    const proxy = await startConnectProxy(() => lie(count++) ?? (server.address() as AddressInfo).port);
    const close = () =>
      Promise.all([proxy.close(), new Promise((done) => server.close(done)), server.closeAllConnections()]);
    return { proxy, seen, close };
  }

  /** What lookups of one process came to, one after the other. */
  async function asked(
    vendor: Vendor,
    env: NodeJS.ProcessEnv,
    endpoints: readonly string[],
  ): Promise<readonly string[]> {
    const { name, instanceId, region } = vendor;
    const settings = { [listingNamed(name).cloud.name]: testKeys };
    const steps = endpoints.map((endpoint) => ({
      listing: name,
      endpoint,
      query: { instanceId, region },
      settings,
    }));
    const all = { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: authority, ...env };
    return await new Promise((done, failed) => {
      execFile(
        process.execPath,
        [program, CLIENT, JSON.stringify(steps)],
        { env: all },
        (error, stdout, stderr) => (error ? failed(new Error(stderr)) : done(JSON.parse(stdout) as string[])),
      );
    });
  }

  const [vendor] = oneOfEachCloud as [Vendor];

  it.each(oneOfEachCloud.map((one) => [one.name, one] as const))(
    "%s is asked after the same proxy answered itself, in the same process",
    async (_name, one) => {
      const { proxy, seen, close } = await behind(one, (count) =>
        count === 0 ? answerOf(one, 201, "listing") : undefined,
      );
      const told = await asked(one, { HTTPS_PROXY: proxy.url }, Array(3).fill(`https://${HOST}`));
      await close();
      expect(told[0]).toContain(`the proxy ${proxy.place} answered HTTP 201 and opened no tunnel`);
      expect(told.slice(1)).toEqual(["1001", "1001"]);
      // The tunnel is used again.
      expect(proxy.asked).toEqual([`${HOST}:443`, `${HOST}:443`]);
      expect(seen.length).toBeGreaterThan(1);
    },
  );

  it("a certificate for another host is refused", async () => {
    const { proxy, seen, close } = await behind(vendor, () => undefined);
    const [told] = await asked(vendor, { HTTPS_PROXY: proxy.url }, ["https://api.example.invalid"]);
    await close();
    expect(told).toContain(
      `could not be reached through the proxy ${proxy.place}: the server's certificate is for another host name`,
    );
    expect(seen).toEqual([]);
  });

  it("a certificate that nobody vouches for is refused, also where verification is switched off", async () => {
    const { proxy, seen, close } = await behind(vendor, () => undefined);
    const unknown = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: "" };
    const [plain] = await asked(vendor, unknown, [`https://${HOST}`]);
    const [off] = await asked(vendor, { ...unknown, NODE_TLS_REJECT_UNAUTHORIZED: "0" }, [`https://${HOST}`]);
    await close();
    expect(plain).toMatch(/certificate is self-signed.*NODE_EXTRA_CA_CERTS/);
    expect(off).toMatch(/^NODE_TLS_REJECT_UNAUTHORIZED: got 0, .*NODE_EXTRA_CA_CERTS/);
    expect(seen).toEqual([]);
  });

  it("a redirect is not followed, trailers are not read, and an upgrade is no answer", async () => {
    const answers: Answered[] = [
      (_text, response) => response.writeHead(302, { location: "https://api.example.invalid/" }).end(),
      (text, response) => {
        response.writeHead(200, { "content-type": "application/json", trailer: "Date" });
        response.write(text);
        response.addTrailers({ Date: "Thu, 01 Jan 1970 00:00:00 GMT" });
        response.end();
      },
      (text, response) =>
        void response.socket?.end(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n${text}`,
        ),
      (text, response) => response.end(text),
    ];
    let index = 0;
    const { proxy, close } = await behind(
      vendor,
      () => undefined,
      (text, response) => answers[Math.min(index, 3)]?.(text, response),
    );
    const told: (string | undefined)[] = [];
    for (index = 0; index < answers.length; index++)
      told.push(...(await asked(vendor, { HTTPS_PROXY: proxy.url }, [`https://${HOST}`])));
    await close();
    expect(told).toEqual([
      expect.stringContaining("answered with a redirect (HTTP 302), which is not followed"),
      "1001",
      expect.stringContaining("gave no usable answer: the answer is a switch to another protocol (HTTP 101)"),
      "1001",
    ]);
  });
});

describe("what the environment says of proxies", () => {
  const [vendor] = oneOfEachCloud as [Vendor];
  const ask = (variables: Record<string, string>, endpoint: string) =>
    withEnvironment(variables, () => lookup(vendor, endpoint));

  it.each([
    ["HTTPS_PROXY", "http://someone:s3cret@", "an address that cannot be read"],
    ["https_proxy", "http://someone:s3%ret@127.0.0.1:1", "an address that cannot be read"],
    [
      "ALL_PROXY",
      "socks5://someone:s3cret@127.0.0.1:1",
      "a proxy of the kind socks5:, which is not supported",
    ],
  ])("is refused in %s where it is %s, which is not shown", async (name, value, problem) => {
    const error = await ask({ [name]: value }, "https://api.example.invalid");
    expect(error).toMatchObject({ code: "usage", argument: name });
    expect(error.message).toContain(`${name}: got ${problem}`);
    expect(error.describe()).not.toMatch(/someone|s3/);
  });

  it("is a proxy in plain HTTP where it has no scheme, and one in TLS where it says so", async () => {
    const proxy = await startConnectProxy(() => "HTTP/1.1 403 No\r\n\r\n");
    const plain = await ask({ HTTPS_PROXY: proxy.place }, "https://api.example.invalid");
    const secure = await ask({ HTTPS_PROXY: `https://${proxy.place}` }, "https://api.example.invalid");
    await proxy.close();
    expect(plain.message).toContain(`the proxy ${proxy.place} answered HTTP 403`);
    expect(secure.message).toContain(`through the proxy ${proxy.place}: `);
  });

  it.each([
    ["api.example.invalid", "https://api.example.invalid"],
    [".example.invalid", "https://api.example.invalid"],
    ["*", "https://api.example.invalid"],
    ["192.0.2.1", "https://192.0.2.1"],
    ["10.0.0.0/8, 192.0.2.0/24", "https://192.0.2.1"],
  ])("exempts %s", async (exempt, endpoint) => {
    await withEnvironment({ HTTPS_PROXY: "http://127.0.0.1:1", NO_PROXY: exempt }, async () => {
      expect(proxyFor(new URL(endpoint))).toBeUndefined();
      expect(proxyFor(new URL("https://192.0.3.1"))?.host ?? exempt).toBe(
        exempt === "*" ? "*" : "127.0.0.1:1",
      );
    });
  });
});
