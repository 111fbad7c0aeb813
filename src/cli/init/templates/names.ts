/** Names in the files that `init` writes, which the next steps speak of. */
export const NAMES = {
  construct: "PinnedBackup",
  constructFile: "pinned-backup.ts",
  hclFile: "pinned-backup.tf",
  instancesFile: "pinned-backup.yaml",
  stack: "restore",
} as const;
