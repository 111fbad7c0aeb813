/** Reads the folder in which `init` runs. */
import { join } from "node:path";
import { usageError } from "../../core/errors";
import { PROVIDER_SOURCE } from "../../delivery/address";
import type { Options } from "../io";
import { configurationIn, readJsonObject } from "../read-file";

const KINDS = ["cdktf", "cdktn", "hcl"] as const;

export type Kind = (typeof KINDS)[number];

/** The used part of package.json. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, unknown>>;
}

export interface Ground {
  readonly directory: string;
  readonly kind: Kind;
  /** Whether there is already a project of this kind. */
  readonly isProject: boolean;
  /** package.json; undefined if there is none. */
  readonly manifest?: Manifest;
  /** The command in cdktf.json that runs the app. */
  readonly app?: string;
  /** The file with the `required_providers` block; a module can have only one. */
  readonly requiredProviders?: { readonly file: string; readonly hasOurs: boolean };
}

/** All packages that a package.json names. */
export function packagesOf(manifest: Manifest | undefined): Readonly<Record<string, string>> {
  return { ...manifest?.devDependencies, ...manifest?.dependencies };
}

function refuseOther(asked: Kind | undefined, kind: Kind, because: string): void {
  if (asked === undefined || asked === kind) return;
  throw usageError(asked, because, `Leave --${asked} out, or run init in an empty folder.`);
}

/**
 * Reads a folder.
 *
 * @throws BackupsError `usage` if a flag contradicts the folder, or its project is in another language
 */
export function readGround(directory: string, options: Options): Ground {
  const asked = KINDS.find((kind) => options[kind]);
  const manifest = readJsonObject(join(directory, "package.json")) as Manifest | undefined;
  const project = readJsonObject(join(directory, "cdktf.json"));
  if (project) {
    const { language, app = "" } = project;
    if (language !== "typescript") {
      throw usageError(
        "directory",
        `cdktf.json says that the project's language is ${JSON.stringify(language)}, and init writes TypeScript`,
        "Run init in an empty folder, or with --hcl in one of plain Terraform.",
      );
    }
    const kind = packagesOf(manifest).cdktn ? "cdktn" : "cdktf";
    refuseOther(asked, kind, `the project in this folder uses ${kind}`);
    return { directory, kind, isProject: true, manifest, app: String(app) };
  }
  const configuration = configurationIn(directory);
  if (configuration[0]) {
    refuseOther(asked, "hcl", `there is plain Terraform in this folder (${configuration[0].file})`);
    const owner = configuration.find(({ text }) =>
      /^\s*required_providers\s*\{|"required_providers"\s*:/m.test(text),
    );
    return {
      directory,
      kind: "hcl",
      isProject: true,
      manifest,
      requiredProviders: owner && { file: owner.file, hasOurs: owner.text.includes(`"${PROVIDER_SOURCE}"`) },
    };
  }
  return { directory, kind: asked ?? "cdktf", isProject: false, manifest };
}
