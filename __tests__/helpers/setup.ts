import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfChanged } from "../../scripts/build-if-changed";

/** Jest calls it once, before the first test. */
export default async function setup(): Promise<void> {
  await buildIfChanged();
  leaveOutOwnCertificates();
  useOwnTemporaryDirectory();
}

/** No test verifies a public server, and Node.js 20 parses all these certificates in each of some thousand processes. */
function leaveOutOwnCertificates(): void {
  delete process.env.NODE_EXTRA_CA_CERTS;
}

/**
 * Gives the run a temporary directory of its own, which its workers inherit. Whatever tests, CDKTF and Terraform leave
 * there goes with it when Jest ends.
 */
function useOwnTemporaryDirectory(): void {
  const directory = mkdtempSync(join(tmpdir(), "backups-tests-"));
  process.env.TMPDIR = directory;
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
}
