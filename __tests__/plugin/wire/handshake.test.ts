import { createServerCertificate } from "../../../src/plugin/wire/certificate";
import { handshakeLine, readInvitation } from "../../../src/plugin/wire/handshake";

const certificate = createServerCertificate();
const invited = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "5,6",
  PLUGIN_MIN_PORT: "10000",
  PLUGIN_MAX_PORT: "25000",
  PLUGIN_CLIENT_CERT: certificate.certificate,
};

describe("readInvitation", () => {
  it("reads the client's certificate and the ports", () => {
    expect(readInvitation(invited, "linux")).toEqual({
      clientCertificate: certificate.der,
      ports: [10_000, 25_000],
    });
  });

  it("accepts versions in any order, and TLS switched off", () => {
    const env = { ...invited, PLUGIN_PROTOCOL_VERSIONS: "6,5", PLUGIN_CLIENT_CERT: undefined };
    expect(readInvitation(env, "linux").clientCertificate).toBeUndefined();
  });

  it.each<[string, NodeJS.ProcessEnv, NodeJS.Platform, string]>([
    ["a run by hand", {}, "linux", "is not run by hand"],
    [
      "an old Terraform",
      { ...invited, PLUGIN_PROTOCOL_VERSIONS: "5,16" },
      "linux",
      'this Terraform offers "5,16"',
    ],
    ["no TLS on Windows", { ...invited, PLUGIN_CLIENT_CERT: "" }, "win32", "Unset TF_DISABLE_PLUGIN_TLS"],
    [
      "a broken certificate",
      { ...invited, PLUGIN_CLIENT_CERT: "x" },
      "linux",
      "PLUGIN_CLIENT_CERT holds no certificate",
    ],
    [
      "a broken port",
      { ...invited, PLUGIN_MIN_PORT: "many" },
      "linux",
      "PLUGIN_MIN_PORT must be a port number",
    ],
  ])("refuses %s with one line that Terraform can show", (_, env, platform, message) => {
    let line = "";
    try {
      readInvitation(env, platform);
    } catch (error) {
      line = (error as Error).message;
    }
    expect(line).toContain(message);
    expect(line).not.toMatch(/\n|\|.*\|.*\|/);
  });
});

describe("handshakeLine", () => {
  it("ends with the certificate in base64 without padding", () => {
    const line = handshakeLine({ network: "unix", address: "/tmp/tfp-1/s" }, Buffer.from("1234"));
    expect(line).toBe("1|6|unix|/tmp/tfp-1/s|grpc|MTIzNA\n");
  });

  it("has no sixth field without TLS", () => {
    expect(handshakeLine({ network: "tcp", address: "127.0.0.1:10000" })).toBe(
      "1|6|tcp|127.0.0.1:10000|grpc\n",
    );
  });
});
