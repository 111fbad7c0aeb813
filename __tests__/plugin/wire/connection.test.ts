import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { createServer, connect as netConnect } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { connect as tlsConnect } from "node:tls";
import { type ChannelCredentials, Client, credentials } from "@grpc/grpc-js";
import { createServerCertificate, type ServerCertificate } from "../../../src/plugin/wire/certificate";
import { pem } from "../../../src/plugin/wire/der";
import { listenOnPort, listenOnSocket } from "../../../src/plugin/wire/listener";
import { protocolMethods } from "../../../src/plugin/wire/protocol";
import { temporaryDirectory } from "../../helpers/terraform";
import { buildTestPackage } from "./fixtures/test-package";

const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** A plugin process that has shaken hands. */
interface Running {
  readonly process: ChildProcess;
  readonly socket: string;
  /** Its certificate in PEM, where it speaks TLS. */
  readonly certificate: string;
  readonly exited: Promise<unknown>;
}

describe("a connection to the plugin", () => {
  const home = temporaryDirectory();
  const entry = join(buildTestPackage(join(home, "package")), "bin/terraform-provider-backups.cjs");
  const temporary = join(home, "tmp");
  const client = createServerCertificate();
  const stranger = createServerCertificate();
  const started: ChildProcess[] = [];

  beforeAll(() => mkdirSync(temporary));
  afterEach(() => {
    for (const child of started.splice(0)) child.kill("SIGKILL");
  });

  function launch(env: NodeJS.ProcessEnv): ChildProcess {
    const child = spawn(process.execPath, [entry], {
      env: { PATH: process.env.PATH, TMPDIR: temporary, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    started.push(child);
    return child;
  }

  async function firstLine(child: ChildProcess): Promise<string> {
    if (!child.stdout) throw new Error("no stdout");
    const [line] = await once(createInterface(child.stdout), "line");
    return line;
  }

  async function start(clientCertificate: string | undefined): Promise<Running> {
    const child = launch({
      TF_PLUGIN_MAGIC_COOKIE: COOKIE,
      PLUGIN_PROTOCOL_VERSIONS: "6,5",
      PLUGIN_CLIENT_CERT: clientCertificate,
    });
    const exited = once(child, "exit");
    const [core, protocol, network, socket = "", transport, der = ""] = (await firstLine(child)).split("|");
    expect([core, protocol, network, transport]).toEqual(["1", "6", "unix", "grpc"]);
    return { process: child, socket, certificate: pem("CERTIFICATE", Buffer.from(der, "base64")), exited };
  }

  function tlsAs(server: Running, own?: ServerCertificate): ChannelCredentials {
    const key = own ? Buffer.from(own.key) : null;
    return credentials.createSsl(
      Buffer.from(server.certificate),
      key,
      own ? Buffer.from(own.certificate) : null,
    );
  }

  /** Calls one method of the protocol and gives its answer, or fails as the call does. */
  function call(
    server: Running,
    security: ChannelCredentials,
    method = "GetProviderSchema",
  ): Promise<unknown> {
    const found = protocolMethods().find(({ name }) => name === method);
    if (!found) throw new Error(method);
    const { path, request, answer } = found;
    const grpc = new Client(`unix:${server.socket}`, security, {
      "grpc.ssl_target_name_override": "localhost",
    });
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, message?: object) => {
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
    await expect(call(server, credentials.createInsecure())).rejects.toThrow("UNAVAILABLE");
    // Refused clients do not end the process either.
    await expect(call(server, tlsAs(server, client))).resolves.toHaveProperty("provider");
  });

  it("is closed without a byte of HTTP/2 for a stranger", async () => {
    const server = await start(client.certificate);
    const socket = tlsConnect({
      path: server.socket,
      ca: server.certificate,
      servername: "localhost",
      ALPNProtocols: ["h2"],
      key: stranger.key,
      cert: stranger.certificate,
    });
    const received: Buffer[] = [];
    socket.on("data", (bytes) => received.push(bytes));
    socket.on("error", () => {});
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    await new Promise((resolve) => socket.on("close", resolve));
    expect(Buffer.concat(received)).toHaveLength(0);
  });

  it("is refused in plain text when TLS was announced", async () => {
    const server = await start(client.certificate);
    const socket = netConnect({ path: server.socket });
    const received: Buffer[] = [];
    socket.on("data", (bytes) => received.push(bytes));
    socket.on("error", () => {});
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0");
    await new Promise((resolve) => socket.on("close", resolve));
    // At most a TLS alert (content type 21).
    expect(received.length === 0 || received[0]?.[0] === 21).toBe(true);
  });

  it("goes over a socket that only this user can reach, removed when the last client has gone", async () => {
    const server = await start(client.certificate);
    const directory = dirname(server.socket);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    await call(server, tlsAs(server, client));
    await server.exited;
    expect(existsSync(directory)).toBe(false);
    expect(server.process.exitCode).toBe(0);
  });

  it("gets an answer to Shutdown before the process ends", async () => {
    const server = await start(client.certificate);
    await expect(call(server, tlsAs(server, client), "Shutdown")).resolves.toEqual({});
    await server.exited;
    expect(existsSync(dirname(server.socket))).toBe(false);
  });

  it("is plain if Terraform announced no certificate", async () => {
    const server = await start(undefined);
    await expect(call(server, credentials.createInsecure())).resolves.toHaveProperty(
      "dataSources.backups_echo",
    );
  });

  it("survives Ctrl-C, SIGTERM and a closed terminal, because Terraform says when to stop", async () => {
    const server = await start(client.certificate);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) server.process.kill(signal);
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
    const exited = once(child, "exit");
    expect(await firstLine(child)).toContain(message);
    expect(await exited).toEqual([1, null]);
  });
});

describe("listenOnSocket", () => {
  it("uses /tmp if the path below the temporary directory is too long for a socket", async () => {
    const home = temporaryDirectory();
    const long = join(home, "x".repeat(80));
    mkdirSync(long);
    const server = createServer();
    const { address } = await listenOnSocket(server, long);
    expect(dirname(dirname(address))).toBe("/tmp");
    server.close();
    rmSync(dirname(address), { recursive: true });
  });
});

describe("a directory for temporary files that cannot be used", () => {
  it.each(["/no/such/directory", "/dev/null"])("is skipped for /tmp: %s", async (unusable) => {
    const server = createServer();
    const { address } = await listenOnSocket(server, unusable);
    expect(dirname(dirname(address))).toBe("/tmp");
    server.close();
    rmSync(dirname(address), { recursive: true });
  });
});

describe("listenOnPort", () => {
  it("uses a free port of the range, and says so if there is none", async () => {
    const occupant = createServer().listen(0, "127.0.0.1");
    await once(occupant, "listening");
    const address = occupant.address();
    const taken = typeof address === "object" && address ? address.port : 0;
    const server = createServer();
    const before = server.eventNames();
    await expect(listenOnPort(server, [taken, taken])).rejects.toThrow(
      `No TCP port from ${taken} to ${taken} is free`,
    );
    expect(server.eventNames()).toEqual(before);
    const found = await listenOnPort(server, [taken, 65_535]);
    expect(found.network).toBe("tcp");
    expect(Number(found.address.split(":")[1])).toBeGreaterThan(taken);
    server.close();
    occupant.close();
  });
});
