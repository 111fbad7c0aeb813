/** Names in the files that `init` writes, also used in the next steps. */
export const NAMES = {
  construct: "PinnedBackup",
  constructFile: "pinned-backup.ts",
  hclFile: "pinned-backup.tf",
  instancesFile: "pinned-backup.yaml",
  stack: "restore",
} as const;
