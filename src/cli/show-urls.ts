/** The flag that shows signed download addresses. */
import { Option } from "commander";
import { usageError } from "../core/errors";

/** `--show-urls`. */
export function showUrlsOption(): Option {
  return new Option("--show-urls", "With --json: signed download addresses (secrets)");
}

/** Throws if the output has no addresses. @throws BackupsError `usage` */
export function refuseUrlsWithoutJson({ showUrls, json }: Readonly<Record<string, unknown>>): void {
  if (!showUrls || json) return;
  throw usageError("showUrls", "applies together with --json only", "Give --json, or leave it out.");
}
