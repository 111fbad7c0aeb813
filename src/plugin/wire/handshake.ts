import { X509Certificate } from "node:crypto";

/** The value that Terraform and OpenTofu set when they start a provider (plugin6/serve.go). */
const MAGIC_COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** Version of go-plugin's own protocol. */
const CORE_PROTOCOL = 1;

/** Version of Terraform's plugin protocol: 6 has nested attributes, and Terraform speaks it since 1.0. */
const PLUGIN_PROTOCOL = 6;

/** Terraform's requirements from the environment (go-plugin client.go). */
export interface Invitation {
  /** DER of the only client certificate to accept; undefined without TLS. */
  readonly clientCertificate?: Buffer;
  /** First and last TCP port to use if there are no unix sockets. */
  readonly ports: readonly [number, number];
}

/** Where a plugin listens. */
export interface Address {
  readonly network: "unix" | "tcp";
  readonly address: string;
}

/**
 * Reads the invitation from the environment.
 *
 * @throws Error with a message of one line for the user
 */
export function readInvitation(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Invitation {
  if (env.TF_PLUGIN_MAGIC_COOKIE !== MAGIC_COOKIE) {
    throw new Error(
      "This is a Terraform provider. It is not run by hand: terraform and tofu start it for a configuration that " +
        "requires it.",
    );
  }
  const versions = env.PLUGIN_PROTOCOL_VERSIONS ?? "";
  if (!versions.split(",").includes(String(PLUGIN_PROTOCOL))) {
    throw new Error(
      `The provider speaks plugin protocol ${PLUGIN_PROTOCOL}, and this Terraform offers ` +
        `${JSON.stringify(versions)}. Use Terraform 1.0 or newer, or OpenTofu.`,
    );
  }
  const clientCertificate = env.PLUGIN_CLIENT_CERT ? certificateDer(env.PLUGIN_CLIENT_CERT) : undefined;
  if (!clientCertificate && platform === "win32") {
    throw new Error(
      "The provider refuses to listen without TLS on Windows, where any local user could connect. " +
        "Unset TF_DISABLE_PLUGIN_TLS.",
    );
  }
  return {
    clientCertificate,
    ports: [port(env, "PLUGIN_MIN_PORT", 10_000), port(env, "PLUGIN_MAX_PORT", 25_000)],
  };
}

/** The line that tells Terraform where to connect; the certificate goes without padding (RawStdEncoding). */
export function handshakeLine({ network, address }: Address, serverCertificate?: Buffer): string {
  const fields = [CORE_PROTOCOL, PLUGIN_PROTOCOL, network, address, "grpc"];
  const certificate = serverCertificate?.toString("base64").replace(/=+$/, "");
  return `${[...fields, ...(certificate ? [certificate] : [])].join("|")}\n`;
}

function certificateDer(pem: string): Buffer {
  try {
    return new X509Certificate(pem).raw;
  } catch {
    throw new Error(
      "PLUGIN_CLIENT_CERT holds no certificate. It is set by terraform and tofu: do not set it yourself.",
    );
  }
}

function port(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name];
  if (!text) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new Error(`${name} must be a port number from 1 to 65535, got ${JSON.stringify(text)}. Unset it.`);
}
