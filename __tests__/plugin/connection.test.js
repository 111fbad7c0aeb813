"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const node_child_process_1 = require("node:child_process");
const node_events_1 = require("node:events");
const node_fs_1 = require("node:fs");
const node_net_1 = require("node:net");
const node_path_1 = require("node:path");
const node_readline_1 = require("node:readline");
const node_tls_1 = require("node:tls");
const grpc_js_1 = require("@grpc/grpc-js");
const certificate_1 = require("../../src/plugin/certificate");
const der_1 = require("../../src/plugin/der");
const listener_1 = require("../../src/plugin/listener");
const protocol_1 = require("../../src/plugin/protocol");
const terraform_1 = require("../helpers/terraform");
const test_package_1 = require("./fixtures/test-package");
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
describe("a connection to the plugin", () => {
  const home = (0, terraform_1.temporaryDirectory)();
  const entry = (0, node_path_1.join)(
    (0, test_package_1.buildTestPackage)((0, node_path_1.join)(home, "package")),
    "bin/terraform-provider-backups.cjs",
  );
  const temporary = (0, node_path_1.join)(home, "tmp");
  const client = (0, certificate_1.createServerCertificate)();
  const stranger = (0, certificate_1.createServerCertificate)();
  const started = [];
  beforeAll(() => (0, node_fs_1.mkdirSync)(temporary));
  afterEach(() => {
    for (const child of started.splice(0)) child.kill("SIGKILL");
  });
  afterAll(() => (0, node_fs_1.rmSync)(home, { recursive: true, force: true }));
  function launch(env) {
    const child = (0, node_child_process_1.spawn)(process.execPath, [entry], {
      env: { PATH: process.env.PATH, TMPDIR: temporary, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    started.push(child);
    return child;
  }
  async function firstLine(child) {
    if (!child.stdout) throw new Error("no stdout");
    const [line] = await (0, node_events_1.once)((0, node_readline_1.createInterface)(child.stdout), "line");
    return line;
  }
  async function start(clientCertificate) {
    const child = launch({
      TF_PLUGIN_MAGIC_COOKIE: COOKIE,
      PLUGIN_PROTOCOL_VERSIONS: "6,5",
      PLUGIN_CLIENT_CERT: clientCertificate,
    });
    const exited = (0, node_events_1.once)(child, "exit");
    const [core, protocol, network, socket = "", transport, der = ""] = (await firstLine(child)).split("|");
    expect([core, protocol, network, transport]).toEqual(["1", "6", "unix", "grpc"]);
    return {
      process: child,
      socket,
      certificate: (0, der_1.pem)("CERTIFICATE", Buffer.from(der, "base64")),
      exited,
    };
  }
  function tlsAs(server, own) {
    const key = own ? Buffer.from(own.key) : null;
    return grpc_js_1.credentials.createSsl(
      Buffer.from(server.certificate),
      key,
      own ? Buffer.from(own.certificate) : null,
    );
  }
  /** Calls one method of the protocol and gives its answer, or fails as the call does. */
  function call(server, security, method = "GetProviderSchema") {
    const found = (0, protocol_1.protocolMethods)().find(({ name }) => name === method);
    if (!found) throw new Error(method);
    const { path, request, answer } = found;
    const grpc = new grpc_js_1.Client(`unix:${server.socket}`, security, {
      "grpc.ssl_target_name_override": "localhost",
    });
    return new Promise((resolve, reject) => {
      const done = (error, message) => {
        grpc.close();
        if (error) reject(error);
        else resolve(message);
      };
      grpc.makeUnaryRequest(path, request.encode, answer.decode, {}, done);
    });
  }
  it("is served for the certificate that was announced, and for no other", async () => {
    const server = await start(client.certificate);
    const anonymous = tlsAs(server);
    await expect(call(server, tlsAs(server, stranger))).rejects.toThrow("UNAVAILABLE");
    await expect(call(server, anonymous)).rejects.toThrow("UNAVAILABLE");
    await expect(call(server, grpc_js_1.credentials.createInsecure())).rejects.toThrow("UNAVAILABLE");
    // Refused clients do not end the process either.
    await expect(call(server, tlsAs(server, client))).resolves.toHaveProperty("provider");
  });
  it("is closed without a byte of HTTP/2 for a stranger", async () => {
    const server = await start(client.certificate);
    const socket = (0, node_tls_1.connect)({
      path: server.socket,
      ca: server.certificate,
      servername: "localhost",
      ALPNProtocols: ["h2"],
      key: stranger.key,
      cert: stranger.certificate,
    });
    const received = [];
    socket.on("data", (bytes) => received.push(bytes));
    socket.on("error", () => {});
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    await new Promise((resolve) => socket.on("close", resolve));
    expect(Buffer.concat(received)).toHaveLength(0);
  });
  it("is refused in plain text when TLS was announced", async () => {
    const server = await start(client.certificate);
    const socket = (0, node_net_1.connect)({ path: server.socket });
    const received = [];
    socket.on("data", (bytes) => received.push(bytes));
    socket.on("error", () => {});
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0");
    await new Promise((resolve) => socket.on("close", resolve));
    // At most a TLS alert (content type 21).
    expect(received.length === 0 || received[0]?.[0] === 21).toBe(true);
  });
  it("goes over a socket that only this user can reach, removed when the last client has gone", async () => {
    const server = await start(client.certificate);
    const directory = (0, node_path_1.dirname)(server.socket);
    expect((0, node_fs_1.statSync)(directory).mode & 0o777).toBe(0o700);
    await call(server, tlsAs(server, client));
    await server.exited;
    expect((0, node_fs_1.existsSync)(directory)).toBe(false);
    expect(server.process.exitCode).toBe(0);
  });
  it("gets an answer to Shutdown before the process ends", async () => {
    const server = await start(client.certificate);
    await expect(call(server, tlsAs(server, client), "Shutdown")).resolves.toEqual({});
    await server.exited;
    expect((0, node_fs_1.existsSync)((0, node_path_1.dirname)(server.socket))).toBe(false);
  });
  it("is plain where Terraform announced no certificate", async () => {
    const server = await start(undefined);
    await expect(call(server, grpc_js_1.credentials.createInsecure())).resolves.toHaveProperty(
      "dataSources.backups_echo",
    );
  });
  it("outlives Ctrl-C, a polite kill and a closed terminal: Terraform says when to stop", async () => {
    const server = await start(client.certificate);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) server.process.kill(signal);
    await expect(call(server, tlsAs(server, client))).resolves.toHaveProperty("provider");
  });
  it.each([
    ["by hand", {}, "This is a Terraform provider. It is not run by hand"],
    [
      "by an old Terraform",
      { TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_PROTOCOL_VERSIONS: "5" },
      "plugin protocol 6",
    ],
  ])("is not offered when the plugin is run %s: it says so on stdout and fails", async (_, env, message) => {
    const child = launch(env);
    const exited = (0, node_events_1.once)(child, "exit");
    expect(await firstLine(child)).toContain(message);
    expect(await exited).toEqual([1, null]);
  });
});
describe("listenOnSocket", () => {
  it("uses /tmp where the path below the temporary directory would be too long for a socket", async () => {
    const home = (0, terraform_1.temporaryDirectory)();
    const long = (0, node_path_1.join)(home, "x".repeat(80));
    (0, node_fs_1.mkdirSync)(long);
    const server = (0, listener_1.createListener)(undefined, () => {});
    const { address } = await (0, listener_1.listenOnSocket)(server, long);
    expect((0, node_path_1.dirname)((0, node_path_1.dirname)(address))).toBe("/tmp");
    server.close();
    (0, node_fs_1.rmSync)((0, node_path_1.dirname)(address), { recursive: true });
    (0, node_fs_1.rmSync)(home, { recursive: true });
  });
});
describe("listenOnPort", () => {
  it("takes a free port of the range, and says so when there is none", async () => {
    const occupant = (0, node_net_1.createServer)().listen(0, "127.0.0.1");
    await (0, node_events_1.once)(occupant, "listening");
    const address = occupant.address();
    const taken = typeof address === "object" && address ? address.port : 0;
    const server = (0, listener_1.createListener)(undefined, () => {});
    await expect((0, listener_1.listenOnPort)(server, [taken, taken])).rejects.toThrow(
      `No TCP port from ${taken} to ${taken} is free`,
    );
    const found = await (0, listener_1.listenOnPort)(server, [taken, 65_535]);
    expect(found.network).toBe("tcp");
    expect(Number(found.address.split(":")[1])).toBeGreaterThan(taken);
    server.close();
    occupant.close();
  });
});
