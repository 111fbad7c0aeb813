import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BackupsClient, BackupsError, ClientOptions } from "../../src/client";
import { vendorLines } from "../fixtures/further-vendor/lines";
import { type RawServer, startRawServer } from "../helpers/raw-server";
import { temporaryDirectory } from "../helpers/terraform";

const ROOT = resolve(__dirname, "../..");
const FOLDER = "src/vendors/examplecloud";
const FIXTURES = join(__dirname, "../fixtures/further-vendor");
const project = temporaryDirectory();

/** Rows as the vendor keeps them, in no order. */
let rows: string[][] = [];
let seen: { method: string; url: URL; key: string }[] = [];
/** Runs before each answer. */
let before: (request: number) => void = () => {};
/** Answers in place of the vendor. */
let instead: ((url: URL) => string) | undefined;
let server: RawServer;

function page(items: readonly string[], { searchParams }: URL): string {
  const from = Number(searchParams.get("Marker") ?? 0);
  const to = from + Number(searchParams.get("MaxRecords"));
  const marker = to < items.length ? `<Marker>${to}</Marker>` : "<Marker></Marker>";
  return `${items.slice(from, to).join("")}|${marker}`;
}

function answer(url: URL): string {
  const isInstances = url.pathname.endsWith("/instances");
  const items = isInstances
    ? ["db-1", "db-2", "db-3"].map((id) => `<Instance><Id>${id}</Id><State>active</State></Instance>`)
    : rows.map(
        ([id, at, state]) => `<Backup><Id>${id}</Id><Time>${at}</Time><State>${state}</State></Backup>`,
      );
  const [list, marker] = page(items, url).split("|");
  const name = isInstances ? "Instances" : "Backups";
  return `<?xml version="1.0"?>\n<ListResult><${name}>${list}</${name}><Page>${marker}</Page></ListResult>`;
}

let Client: typeof BackupsClient;
/** The error of a lookup; its class is that of the copied project. */
const refusalOf = (lookup: Promise<unknown>): Promise<BackupsError> =>
  lookup.then(
    () => Promise.reject(new Error("It was no error.")),
    (error) => error,
  );
const client = (options: Record<string, unknown> = {}, env: Record<string, string> = {}) =>
  new Client({
    examplecloud: {
      accessKey: "key",
      secretKey: "secret",
      project: "prod",
      endpoint: server.url,
      ...options,
    },
    testing: { env: { ...env } },
    maxRetries: 1,
  } as ClientOptions);
const find = (options?: Record<string, unknown>, env?: Record<string, string>) =>
  client(options, env).lookup("examplecloud-sql" as never, { instanceId: "db-1", region: "north" } as never);

beforeAll(async () => {
  for (const name of ["src", "package.json", "tsconfig.json"]) {
    cpSync(join(ROOT, name), join(project, name), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"), "junction");
  mkdirSync(join(project, FOLDER));
  for (const name of readdirSync(join(FIXTURES, FOLDER))) {
    writeFileSync(
      join(project, FOLDER, name.replace(/\.txt$/, "")),
      readFileSync(join(FIXTURES, FOLDER, name)),
    );
  }
  for (const { file, before: next, text } of vendorLines) {
    const parts = readFileSync(join(project, file), "utf8").split(`${next}\n`);
    expect([file, next, parts.length]).toEqual([file, next, 2]);
    writeFileSync(join(project, file), parts.join(`${text}\n${next}\n`));
  }
  Client = require(join(project, "src/client")).BackupsClient;
  server = await startRawServer(({ method, target, headers }) => {
    const url = new URL(target, "http://127.0.0.1");
    seen.push({ method, url, key: headers.authorization ?? "" });
    before(seen.length);
    return { headers: { "content-type": "text/xml" }, body: (instead ?? answer)(url) };
  });
});

afterAll(() => server.close());

beforeEach(() => {
  seen = [];
  before = () => {};
  instead = undefined;
  rows = [
    ["b-3", "2026-11-03T22:00:00Z", "available"],
    ["b-6", "2026-11-06T22:00:00Z", "creating"],
    ["b-1", "2026-11-01T22:00:00Z", "available"],
    ["b-2", "2026-11-02T22:00:00Z", "available"],
    ["b-5", "2026-11-05T22:00:00Z", "available"],
  ];
});

describe("a further vendor: its folder, one import and one line", () => {
  it("passes the type checker", () => {
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const { stdout, status } = spawnSync(
      process.execPath,
      [
        tsc,
        "--noEmit",
        "--skipLibCheck",
        "--strict",
        "--target",
        "es2022",
        "--module",
        "node16",
        "--types",
        "node",
        "src/client.ts",
      ],
      { cwd: project, encoding: "utf8" },
    );
    expect([stdout, status]).toEqual(["", 0]);
  }, 120_000);

  it("finds the newest restorable backup, with tokens and XML, and its project in the path", async () => {
    expect(await find()).toMatchObject({ latestId: "b-5", totalCount: 5, eligibleCount: 4 });
    expect(new Set(seen.map(({ url }) => url.pathname))).toEqual(
      new Set(["/v1/prod/north/instances/db-1/backups"]),
    );
    expect(seen.map(({ url }) => url.searchParams.get("Marker"))).toEqual([null, "2", "4", null, "2", "4"]);
  });

  it("lists its instances by the operation's own method", async () => {
    const { instances } = await client().instances("examplecloud-sql" as never, { region: "north" });
    expect(instances.map(({ id }) => id)).toEqual(["db-1", "db-2", "db-3"]);
    expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(["POST"]));
  });

  it("finds the newest one also if an older one is removed while the pages are read", async () => {
    before = (request) => {
      // The newest one moves from the third page to the second, which was read already.
      if (request === 3) rows.shift();
    };
    expect(await find()).toMatchObject({ latestId: "b-5", totalCount: 4 });
  });

  it("rejects tokens that repeat, and answers that are not XML", async () => {
    instead = (url) => answer(url).replace(/<Marker>\d*/, "<Marker>2");
    expect(await refusalOf(find())).toMatchObject({
      code: "invalid-response",
      message: expect.stringContaining("pages lead back to an earlier one"),
    });
    instead = () => "<!doctype html><p>Sign in</p>";
    seen = [];
    expect((await refusalOf(find())).message).toContain("not the API's answer (HTTP 200, text/xml,");
    expect(seen).toHaveLength(1);
    instead = (url) => answer(url).slice(0, 80);
    seen = [];
    expect((await refusalOf(find())).code).toBe("invalid-response");
    expect(seen).toHaveLength(2);
  });

  it("takes its project from the settings or its variable, and sends nothing without one", async () => {
    await find({ project: undefined }, { EXAMPLECLOUD_PROJECT: "test" });
    expect(seen[0]?.url.pathname).toContain("/v1/test/north/");
    seen = [];
    expect(await refusalOf(find({ project: undefined }))).toMatchObject({
      code: "usage",
      argument: "project",
      hint: "Give project in the settings of Example Cloud, or set EXAMPLECLOUD_PROJECT.",
    });
    expect((await refusalOf(find({ project: "../x" }))).argument).toBe("project");
    expect(seen).toEqual([]);
  });

  it("has its settings in the provider block, and a flag in the command", async () => {
    const { providerSchema } = require(join(project, "src/plugin/backups-provider"));
    expect(Object.keys(providerSchema.attributes.examplecloud.type.object)).toContain("project");
    const { run } = require(join(project, "src/cli/program"));
    let [out, err] = ["", ""];
    const args = [
      "latest",
      "examplecloud-sql",
      "--instance-id",
      "db-1",
      "--region",
      "north",
      "--project",
      "prod",
    ];
    const code = await run([...args, "--endpoint", server.url], {
      out: (text: string) => {
        out += text;
      },
      err: (text: string) => {
        err += text;
      },
      isTerminal: false,
      env: { EXAMPLECLOUD_KEY: "key", EXAMPLECLOUD_SECRET: "secret" },
    });
    expect([out, err, code]).toEqual(["b-5\n", "", 0]);
  });

  it("rejects a path with an unknown placeholder", () => {
    const { pathOf } = require(join(project, "src/reading/request"));
    const { listingNamed } = require(join(project, "src/vendors"));
    const listing = listingNamed("examplecloud-sql");
    const of = (path: string) => () =>
      pathOf({ path, action: "ListBackups" }, listing, { region: "north", instanceId: "db-1" }, {});
    expect(of("/{region}/{instance}")()).toBe("/north/db-1");
    expect(of("/{region}/{cluster}")).toThrow(
      "ListBackups has {cluster} in its path, which is not a known placeholder",
    );
    expect(of("/{timeZone}")).toThrow("not a known placeholder");
  });
});
