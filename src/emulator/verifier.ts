import { createHash, timingSafeEqual } from "node:crypto";

/** A key pair that the emulator accepts. */
export interface EmulatorCredentials {
  accessKey: string;
  secretKey: string;
  /** Session token. A request with this key must carry it; without one here, a request must carry none. */
  securityToken?: string;
}

/** More than anybody sends while a signature is fresh. */
const MOST_NONCES = 100_000;

/** Verifies signatures: known keys, the clock, and the nonces seen so far. */
export class Verifier {
  private readonly nonces = new Set<string>();

  /**
   * @param credentials keys that are accepted
   * @param now the emulator's clock
   */
  constructor(
    private readonly credentials: readonly EmulatorCredentials[],
    private readonly now: () => Date,
  ) {}

  /** The credentials of an access key, if it is known. */
  find(accessKey: string): EmulatorCredentials | undefined {
    return this.credentials.find((known) => known.accessKey === accessKey);
  }

  /** Whether a time lies within `minutes` of the emulator's clock. An invalid time does not. */
  isFresh(time: Date, minutes: number): boolean {
    return Math.abs(this.now().getTime() - time.getTime()) <= minutes * 60_000;
  }

  /** Remembers a nonce, as one of the latest; false when this key used it before. */
  useNonce(accessKey: string, nonce: string): boolean {
    const used = createHash("sha256").update(`${accessKey} ${nonce}`).digest("base64");
    if (this.nonces.has(used)) return false;
    this.nonces.add(used);
    const [oldest] = this.nonces;
    if (this.nonces.size > MOST_NONCES && oldest !== undefined) this.nonces.delete(oldest);
    return true;
  }
}

/** Compares two texts, such as signatures, in a time that tells nothing about where they differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
