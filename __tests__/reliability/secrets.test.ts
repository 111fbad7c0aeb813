import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { App, TerraformStack } from "cdktf";
import { JdCloudRedisBackups, resolveBackups } from "../../src";
import { BackupsClient, type ClientOptions } from "../../src/client";
import type { Fault } from "../../src/emulator";
import { listingNamed } from "../../src/vendors";
import { ended, startCommand } from "../cli/command";
import { argumentsDuring } from "../e2e/process-table";
import { listed } from "../emulator/running";
import { textsOf } from "../helpers/backups";
import { testKeys, testKeysInEnvironment } from "../helpers/client";
import { startConnectProxy } from "../helpers/connect-proxy";
import { sample } from "../helpers/long-run";
import { type Reply, rawServers } from "../helpers/raw-server";
import { temporaryDirectory } from "../helpers/terraform";
import { type Row, type Vendor, vendorOf } from "../helpers/vendors";

const start = listed();
const startRaw = rawServers();
const PROXY_PASSWORD = "PROXYtestPASSWORD4711";
const SIGNATURE = "SIGNEDtestADDRESS0815";
const SIGNED = `https://backups.example.com/db.xb?Expires=1&Signature=${SIGNATURE}`;
/** An access key ID is no secret. */
const { accessKey: _, ...SECRETS } = testKeys;
const MARKS = { ...SECRETS, PROXY_PASSWORD, SIGNATURE };

/** The marks that a text holds, also as they stand in an address, in base64 and in hexadecimal digits. */
function marksIn(text: string): string[] {
  const forms = (mark: string) => [
    mark,
    encodeURIComponent(mark),
    Buffer.from(mark).toString("base64").replace(/=+$/, "").slice(0, -1),
    Buffer.from(mark).toString("base64url").slice(0, -1),
    Buffer.from(mark).toString("hex"),
  ];
  return Object.entries(MARKS)
    .filter(([, mark]) => forms(mark).some((form) => text.includes(form)))
    .map(([name]) => name);
}

/** One listing of each cloud. */
const clouds = ["tencentcloud-mysql", "jdcloud-redis", "alicloud-redis"].map(vendorOf);

/** What a vendor does: it lists backups, with a fault, or something else answers in its place. */
interface Misery {
  readonly rows?: readonly Row[];
  readonly fault?: Fault;
  readonly reply?: Reply;
}

/** A refusal whose message repeats all that is secret. */
function refusal(status: number, code: string): Misery {
  const message = `${code}: ${Object.values(testKeys).join(" ")} ${SIGNED}`;
  return { fault: { kind: "refusal", status, code, message } };
}

/** Starts a vendor that accepts the tests' keys. */
async function serve(vendor: Vendor, { rows = [], fault, reply }: Misery): Promise<{ url: string }> {
  if (reply) return await startRaw(() => reply);
  return await start(vendor, rows, { credentials: [testKeys], faults: fault && [fault] });
}

/** A row that may be restored, with an address that is a secret. */
function rowOf(vendor: Vendor) {
  const address = { "tencentcloud-mysql": "InternetUrl", "jdcloud-redis": "backupDownloadURL" }[
    vendor.name as string
  ];
  const row = vendor.row("1001", new Date(Date.now() - 3_600_000));
  return { ...row, [address ?? "BackupDownloadURL"]: SIGNED, NewLink: SIGNED, Note: `see ${SIGNED}` };
}

const failures: Readonly<Record<string, (vendor: Vendor) => Misery>> = {
  "a sound answer": (vendor) => ({ rows: [rowOf(vendor)] }),
  "refused keys, repeated": () => refusal(401, "AuthFailure.SecretIdNotFound"),
  "a permission that is missing": () => refusal(403, "UnauthorizedOperation"),
  "an instance that is not there": () => refusal(404, "ResourceNotFound"),
  throttling: () => refusal(429, "RequestLimitExceeded"),
  "a failure of the cloud's": () => refusal(500, "InternalError"),
  "a code in no document": () => refusal(400, "Odd"),
  "a redirect to an address with a token": () => ({
    reply: { status: 302, headers: { location: SIGNED }, body: "" },
  }),
  "a page that repeats the request": () => ({
    reply: {
      headers: { "content-type": "text/html" },
      body: `<html>${Object.values(MARKS).join(" ")}</html>`,
    },
  }),
  "a connection that is reset": () => ({ fault: { kind: "reset" } }),
  "an answer that breaks off": (vendor) => ({ rows: [rowOf(vendor)], fault: { kind: "truncate" } }),
  "a row that cannot be read": (vendor) => ({
    rows: [{ ...rowOf(vendor), [vendor.required[1]?.[0] ?? ""]: `no time ${SIGNED}` }],
  }),
  "nothing that may be restored": (vendor) => ({
    rows: [vendor.row("9001", new Date(Date.now() - 3_600_000), "running")],
  }),
};
/** Everything below a directory, as text. */
function written(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

/** Everything that can be reached from something thrown. */
function shownWhole(error: unknown): string {
  const seen = new Set<unknown>();
  const texts: string[] = [];
  for (let one = error; one !== undefined && one !== null && !seen.has(one); one = (one as Error).cause) {
    seen.add(one);
    texts.push(
      inspect(one, {
        depth: Infinity,
        showHidden: true,
        getters: true,
        maxArrayLength: null,
        maxStringLength: null,
      }),
      String((one as Error).stack),
      JSON.stringify(one, (_name, value) => (typeof value === "bigint" ? String(value) : value)) ?? "",
      ...Object.getOwnPropertyNames(one).map((name) => String((one as Record<string, unknown>)[name])),
    );
  }
  return texts.join("\n");
}

describe.each(Object.entries(failures))("on %s", (what, answer) => {
  // What follows asks each cloud in this process: processes show that nothing is written beside it.
  const turn = Object.keys(failures).indexOf(what) % clouds.length;
  it.each(sample([...clouds.slice(turn), ...clouds.slice(0, turn)], 1))(
    "nothing secret is written by the commands for $name, in none of their arguments or files",
    async (vendor) => {
      const { url } = await serve(vendor, answer(vendor));
      const home = temporaryDirectory();
      const env = { ...testKeysInEnvironment, BACKUPS_ENDPOINT_URL: url, HOME: home, TMPDIR: home };
      const { name, instanceId, region } = vendor;
      const lookup = [name, "--instance-id", instanceId, "--region", region];
      const quick = ["--timeout", "5", "--max-retries", "0"];
      const commands = [
        ["latest", ...lookup, "--json", ...quick],
        ["list", ...lookup, "--json", ...quick],
        ["check", ...lookup, "--max-age", "1d", ...quick],
        ["instances", name, "--region", region, "--json", ...quick],
      ];
      const running = Promise.all(commands.map((args) => ended(startCommand(args, env))));
      const seen = await argumentsDuring(running);
      const said = (await running).map(({ out, err }) => out + err).join("\n");
      const leaked = marksIn([said, written(home), ...seen].join("\n"));
      expect(leaked).toEqual([]);
      expect(said.length).toBeGreaterThan(50);
    },
  );

  it.each(clouds)(
    "nothing secret is in what the client throws for $name, whatever is looked into",
    async (vendor) => {
      const { url } = await serve(vendor, answer(vendor));
      const settings = { ...testKeys, endpoint: url };
      const client = new BackupsClient({
        tencentcloud: settings,
        jdcloud: settings,
        alicloud: settings,
        maxRetries: 0,
        timeout: 5,
        testing: { env: {}, home: "/nowhere" },
      });
      const { name, instanceId, region } = vendor;
      const outcomes = await Promise.allSettled([
        client.lookup(name, { instanceId, region }),
        client.lookup(name, { instanceId, region, onUnavailable: "warn" }),
        client.instances(name, { region }),
      ]);
      const thrown = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      const warned = outcomes.flatMap((outcome) =>
        outcome.status === "fulfilled" && "warnings" in outcome.value ? textsOf(outcome.value.warnings) : [],
      );
      const leaked = marksIn([...thrown.map(shownWhole), ...warned].join("\n"));
      expect(leaked).toEqual([]);
    },
  );
});

describe("secrets", () => {
  const vendor = clouds[1] as Vendor;
  const query = { instanceId: vendor.instanceId, region: vendor.region };

  it("of a proxy's address are in no message", async () => {
    const proxy = await startConnectProxy(() => "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    try {
      for (const at of [proxy.place, "127.0.0.1:9"]) {
        const HTTPS_PROXY = `http://user:${PROXY_PASSWORD}@${at}`;
        const home = temporaryDirectory();
        const args = ["latest", vendor.name, "--instance-id", query.instanceId, "--region", query.region];
        const env = { ...testKeysInEnvironment, HTTPS_PROXY, HOME: home, TMPDIR: home };
        const { code, out, err } = await ended(
          startCommand([...args, "--timeout", "5", "--max-retries", "0"], env),
        );
        expect(code).toBe(1);
        expect(marksIn(out + err + written(home))).toEqual([]);
      }
    } finally {
      await proxy.close();
    }
  });

  it("are not in what is synthesised, where lookups are made at synthesis", async () => {
    const { url } = await serve(vendor, { rows: [rowOf(vendor)] });
    const outdir = temporaryDirectory();
    const app = new App({ outdir });
    const lookup = new JdCloudRedisBackups(new TerraformStack(app, "stack"), "it", {
      ...query,
      resolve: "synth",
    });
    const options: ClientOptions = {
      jdcloud: { ...testKeys, endpoint: url },
      testing: { env: {}, home: "/nowhere" },
    };
    await resolveBackups(app, options);
    app.synth();
    expect(lookup.listing).toBe(vendor.name);
    expect(written(outdir)).toContain('"latest_id": "1001"');
    expect(marksIn(written(outdir))).toEqual([]);
  });

  it("are found by these tests in every form, and the address is there to be left out", async () => {
    for (const [name, mark] of Object.entries(MARKS)) {
      const forms = [
        mark,
        encodeURIComponent(mark),
        Buffer.from(`${mark}`).toString("base64"),
        Buffer.from(mark).toString("hex"),
      ];
      for (const form of forms) expect(marksIn(`x ${form} y`)).toContain(name);
    }
    const { url } = await serve(vendor, { rows: [rowOf(vendor)] });
    const client = new BackupsClient({
      jdcloud: { ...testKeys, endpoint: url },
      testing: { env: {}, home: "/nowhere" },
    });
    const { latest } = await client.lookup("jdcloud-redis", query);
    expect(latest?.downloadUrl).toBe(SIGNED);
    expect(marksIn(inspect(latest?.vendor))).toEqual([]);
    expect(listingNamed("jdcloud-redis").cloud.name).toBe("jdcloud");
  });
});
