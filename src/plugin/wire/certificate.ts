import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { der, oid, pem, time } from "./der";

/** A certificate with its private key. */
export interface ServerCertificate {
  /** X.509 certificate. */
  readonly der: Buffer;
  /** The same in PEM. */
  readonly certificate: string;
  /** Private key, PKCS #8 in PEM: a secret that never leaves this process. */
  readonly key: string;
}

const HOUR = 3_600_000;
const OIDS = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  commonName: "2.5.4.3",
  subjectAltName: "2.5.29.17",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
} as const;

/**
 * Makes the self-signed certificate by which Terraform recognises this process: a new EC P-256 key each time, for the
 * name `localhost`, which Terraform asks for (go-plugin client.go, AutoMTLS).
 */
export function createServerCertificate(): ServerCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signature = der("sequence", oid(OIDS.ecdsaWithSha256));
  const body = certificateBody(publicKey.export({ type: "spki", format: "der" }), signature);
  const signed = der("sequence", body, signature, bitString(sign("sha256", body, privateKey)));
  return {
    der: signed,
    // Made while Terraform reads the handshake.
    get certificate() {
      return pem("CERTIFICATE", signed);
    },
    get key() {
      return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    },
  };
}

/** TBSCertificate of RFC 5280, 4.1. */
function certificateBody(publicKey: Buffer, signature: Buffer): Buffer {
  const now = Date.now();
  const version3 = der(0xa0, der("integer", Buffer.from([2])));
  const serial = randomBytes(16);
  // Positive and without a leading zero byte, so that the bytes are a valid DER integer.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const localhost = Buffer.from("localhost");
  const name = der(
    "sequence",
    der("set", der("sequence", oid(OIDS.commonName), der("utf8String", localhost))),
  );
  // Longer than any run of Terraform, even if the clock changes meanwhile.
  const validity = der("sequence", time(new Date(now - 24 * HOUR)), time(new Date(now + 30 * 24 * HOUR)));
  const extensions = der(
    "sequence",
    extension(OIDS.subjectAltName, der("sequence", der(0x82, localhost))),
    extension(OIDS.extendedKeyUsage, der("sequence", oid(OIDS.serverAuth))),
  );
  return der(
    "sequence",
    version3,
    der("integer", serial),
    signature,
    name,
    validity,
    name,
    publicKey,
    der(0xa3, extensions),
  );
}

function extension(id: string, value: Buffer): Buffer {
  return der("sequence", oid(id), der("octetString", value));
}

function bitString(bytes: Buffer): Buffer {
  const unusedBits = Buffer.from([0]);
  return der("bitString", unusedBits, bytes);
}
