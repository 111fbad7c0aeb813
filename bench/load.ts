/** What loading the client costs, next to the two packages that it is built on. */
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { measure, type Variant } from "./measure";

const ROOT = resolve(__dirname, "..");

/** A fresh process that loads something and tells how long that took. */
function loading(name: string, code: string): Variant {
  const script = `const start = performance.now(); ${code}; console.log(performance.now() - start);`;
  return {
    name,
    run: () => Number(execFileSync(process.execPath, ["-e", script], { cwd: ROOT, encoding: "utf8" })),
  };
}

export async function benchLoad(rounds: number): Promise<string[]> {
  const times = await measure(
    [
      loading("axios and zod", 'require("axios"); require("zod")'),
      loading("cdktf-backups/client", 'require("./lib/client.js")'),
      loading(
        "the same after a first lookup's loading",
        'require("./lib/client.js"); require("./lib/listings/wire.js"); require("axios")',
      ),
    ],
    rounds,
  );
  const base = times.get("axios and zod") as number;
  return [...times].map(
    ([name, ms]) => `load: ${name}: ${ms.toFixed(0)} ms, ${(ms / base).toFixed(2)} x axios and zod`,
  );
}
