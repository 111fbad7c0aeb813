import { createHash, timingSafeEqual } from "node:crypto";

/** A key pair that the emulator accepts. */
export interface EmulatorCredentials {
  accessKey: string;
  secretKey: string;
  /** Session token. A request with this key must have it; without a token here, a request must have none. */
  securityToken?: string;
}

/** More than any client sends while a signature is valid. */
const MOST_NONCES = 100_000;

/** Verifies keys, times and nonces. */
export class Verifier {
  private readonly nonces = new Set<string>();

  /**
   * @param credentials accepted keys
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

  /** Whether a time is within `minutes` of the emulator's clock; false for an invalid time. */
  isFresh(time: Date, minutes: number): boolean {
    return Math.abs(this.now().getTime() - time.getTime()) <= minutes * 60_000;
  }

  /** Remembers a nonce; false if this key used it before. */
  useNonce(accessKey: string, nonce: string): boolean {
    const used = createHash("sha256").update(`${accessKey} ${nonce}`).digest("base64");
    if (this.nonces.has(used)) return false;
    this.nonces.add(used);
    const [oldest] = this.nonces;
    if (this.nonces.size > MOST_NONCES && oldest !== undefined) this.nonces.delete(oldest);
    return true;
  }
}

/** Compares two texts, such as signatures, in constant time. */
export function equalInConstantTime(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
