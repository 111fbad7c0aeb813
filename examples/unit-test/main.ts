/** A stack with tests that need no network: see restore-stack.test.ts. */
import { App } from "cdktf";
import { resolveBackups } from "cdktf-backups";
import { RestoreStack } from "./restore-stack";

async function main(): Promise<void> {
  const app = new App();
  new RestoreStack(app, "restore", "2026-W47");
  await resolveBackups(app);
  app.synth();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
