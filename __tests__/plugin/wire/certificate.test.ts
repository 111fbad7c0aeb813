import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { createServerCertificate } from "../../../src/plugin/wire/certificate";
import { pem, time } from "../../../src/plugin/wire/der";
import { rounds } from "../../helpers/long-run";

describe("createServerCertificate", () => {
  it("makes certificates that OpenSSL loads, each time", () => {
    const lengths = new Set<number>();
    for (let i = 0; i < rounds(100, 2000); i++) {
      const { certificate, key, der } = createServerCertificate();
      lengths.add(der.length);
      createSecureContext({ cert: certificate, key, ca: [] });
    }
    // Signatures vary in length, and with them the last line of the PEM text.
    expect(lengths.size).toBeGreaterThan(1);
  });

  it("makes a self-signed certificate for localhost that is valid now", () => {
    const { certificate, der } = createServerCertificate();
    const read = new X509Certificate(certificate);
    expect(read.raw.equals(der)).toBe(true);
    expect(read.subjectAltName).toBe("DNS:localhost");
    expect(read.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkIssued(read)).toBe(true);
    expect(Date.parse(read.validFrom)).toBeLessThan(Date.now());
    expect(Date.parse(read.validTo)).toBeGreaterThan(Date.now());
  });

  it("never makes the same key or serial number twice", () => {
    const [a, b] = [createServerCertificate(), createServerCertificate()];
    expect(new X509Certificate(a.der).serialNumber).not.toBe(new X509Certificate(b.der).serialNumber);
    expect(a.key).not.toBe(b.key);
  });
});

describe("pem", () => {
  it("has full lines, and no empty one, for bytes of any length", () => {
    for (let length = 1; length <= 400; length++) {
      const bytes = Buffer.alloc(length, length);
      const lines = pem("THING", bytes).split("\n");
      expect(lines.pop()).toBe("");
      const body = lines.slice(1, -1);
      expect(body.every((line, i) => line.length === 64 || (i === body.length - 1 && line.length > 0))).toBe(
        true,
      );
      expect(Buffer.from(body.join(""), "base64").equals(bytes)).toBe(true);
    }
  });
});

describe("time", () => {
  it("has two digits for the year until 2049 and four from 2050", () => {
    expect(time(new Date("2049-12-31T23:59:59Z")).toString("latin1")).toBe("\x17\x0d491231235959Z");
    expect(time(new Date("2050-01-01T00:00:00Z")).toString("latin1")).toBe("\x18\x0f20500101000000Z");
  });
});
