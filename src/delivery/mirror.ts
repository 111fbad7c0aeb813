import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { PROVIDER_HOST, PROVIDER_NAMESPACE, PROVIDER_TYPE, PROVIDER_VERSION } from "./address";

/**
 * The archive's checksum for lock files: `h1:`, the dirhash of Go's golang.org/x/mod/sumdb/dirhash (Hash1). Lock files
 * of users hold it, so it never changes: see scripts/launcher/make.ts.
 */
export const PACKAGE_HASH = "h1:JIffHdzT6SbSVGkKitGAt1peZolTiZGjghgF/bdhYQI=";

/** The platforms that Terraform or OpenTofu are released for and Node.js runs on, as `<os>_<arch>`. */
const PLATFORMS = [
  "darwin_amd64",
  "darwin_arm64",
  "freebsd_amd64",
  "linux_386",
  "linux_amd64",
  "linux_arm",
  "linux_arm64",
  "windows_386",
  "windows_amd64",
  "windows_arm64",
] as const;

/** Where Terraform searches for providers, relative to its working directory. */
export const PLUGINS = "terraform.d/plugins";

/** One file of the mirror. */
export interface MirrorFile {
  /** Relative to the directory that it is written to, with forward slashes. */
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * The provider as Terraform's implied local mirror in its packed form: one archive for each platform, all of the same
 * bytes. Packed, because Terraform copies a packed provider. It only links to an unpacked one, and the link breaks if
 * the stack moves or a plugin cache is shared.
 *
 * @param folder the folder of providers, relative to the directory
 */
export function mirrorFiles(folder = PLUGINS): MirrorFile[] {
  const bytes = readFileSync(join(__dirname, "launcher.zip"));
  const directory = posix.join(folder, PROVIDER_HOST, PROVIDER_NAMESPACE, PROVIDER_TYPE);
  return PLATFORMS.map((platform) => ({
    path: `${directory}/terraform-provider-${PROVIDER_TYPE}_${PROVIDER_VERSION}_${platform}.zip`,
    bytes,
  }));
}
