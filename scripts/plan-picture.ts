/**
 * Draws docs/pictures/plan-*.svg from a real plan against the emulator: `npm run docs:plan-picture`. Terraform must be
 * on the PATH.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { installPlugin } from "../src/delivery/install";
import { demoCredentials, startEmulator } from "../src/emulator";
import { REQUIRED_PROVIDERS } from "./docs/examples";

const ROOT = resolve(__dirname, "..");
const THEMES = {
  light: { back: "#ffffff", edge: "#d0d7de", text: "#1f2328", good: "#1a7f37", strong: "#0550ae" },
  dark: { back: "#0d1117", edge: "#30363d", text: "#e6edf3", good: "#3fb950", strong: "#79c0ff" },
} as const;
const LINE = 19;

/** Attributes of the point that are shown; the others become one line of dots. */
const SHOWN = /^ {6}\+ (?:backup_id|consistent_to|method|started_at|status|type) /;

function configuration(endpoint: string): string {
  return `${REQUIRED_PROVIDERS}

data "backups_tencentcloud_mysql" "orders" {
  instance_id = "cdb-7mx4r2te"
  region      = "ap-shanghai"
  methods     = ["physical"]
  endpoint    = "${endpoint}"
}

resource "backups_restore_point" "clone_source" {
  backup  = data.backups_tencentcloud_mysql.orders.latest
  keepers = { incident = "INC-2291" }
}

output "restore_from" {
  value = backups_restore_point.clone_source.backup_id
}
`;
}

async function plan(): Promise<string> {
  const emulator = await startEmulator();
  const folder = mkdtempSync(join(tmpdir(), "plan-picture-"));
  try {
    writeFileSync(join(folder, "main.tf"), configuration(emulator.url));
    installPlugin(folder);
    const { accessKey, secretKey } = demoCredentials;
    const env = {
      PATH: process.env.PATH,
      CHECKPOINT_DISABLE: "1",
      CDKTF_BACKUPS_HOME: ROOT,
      TENCENTCLOUD_SECRET_ID: accessKey,
      TENCENTCLOUD_SECRET_KEY: secretKey,
    };
    const run = promisify(execFile);
    await run("terraform", ["init", "-no-color"], { cwd: folder, env });
    return (await run("terraform", ["plan", "-no-color"], { cwd: folder, env })).stdout;
  } finally {
    rmSync(folder, { recursive: true });
    await emulator.close();
  }
}

/** The lines that a reader looks for. */
function shortened(text: string): string[] {
  const lines = text.split("\n");
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
  const resource = lines.slice(at("  # backups_restore_point"), at("Plan:"));
  return [
    "$ terraform plan",
    ...lines.slice(0, 2),
    "",
    ...resource.slice(0, 2),
    ...resource.filter((line) => SHOWN.test(line)),
    "        # …",
    "    }",
    "",
    ...lines.slice(at("Plan:"), at("  + restore_from") + 1),
  ];
}

function drawn(lines: readonly string[], theme: (typeof THEMES)[keyof typeof THEMES]): string {
  const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const colour = (line: string) => (/^\s+\+/.test(line) ? theme.good : theme.text);
  const rows = lines.map((line, index) => {
    const weight = /^(?:\$|Plan:| {2}#|Changes)/.test(line) ? ' font-weight="600"' : "";
    const fill = line.includes("restore_from") || /\+ backup_id/.test(line) ? theme.strong : colour(line);
    return `<text x="20" y="${34 + index * LINE}" fill="${fill}"${weight} xml:space="preserve">${escaped(line)}</text>`;
  });
  const height = 34 + lines.length * LINE;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="760" height="${height}" viewBox="0 0 760 ${height}" role="img" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13">
<title>A plan that pins a backup</title>
<rect x="0.5" y="0.5" width="759" height="${height - 1}" rx="8" fill="${theme.back}" stroke="${theme.edge}"/>
${rows.join("\n")}
</svg>
`;
}

plan()
  .then((text) => {
    for (const [name, theme] of Object.entries(THEMES)) {
      writeFileSync(join(ROOT, `docs/pictures/plan-${name}.svg`), drawn(shortened(text), theme));
    }
  })
  .catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
