import { TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { snakeCase } from "../argument";
import type { PublicBackup } from "../backup";
import type { BackupLookup } from "./backup-lookup";
import { BackupReference } from "./backup-reference";
import { checkFramework } from "./framework";
import { PinnedBackup } from "./pinned-backup";
import { literal, quoted } from "./template";

/** Arguments of {@link RestorePoint}. */
export interface RestorePointProps {
  /** The lookup whose newest restorable backup is pinned. */
  readonly lookup: BackupLookup;
  /**
   * Values that, when one of them changes, make the point pin anew: a week for a drill, the number of an incident.
   * The convention is that of the `random` provider.
   *
   * @default none: the point keeps its first backup until it is replaced
   */
  readonly keepers?: { readonly [name: string]: string };
  /**
   * Pins exactly this backup, whatever is newest; with `onUnavailable: "warn"` on the lookup also while the API cannot
   * be asked. Giving, changing or removing it makes the point pin anew, as a keeper does.
   */
  readonly backupId?: string;
  /**
   * Whether a plan warns that a backup newer than the pinned one exists. It never changes the plan.
   *
   * @default true
   */
  readonly newerWarning?: boolean;
}

/**
 * A pinned backup: the one chosen when the point was created, kept while newer ones appear, until a keeper changes.
 * Put it between a lookup and whatever is replaced, or runs again, when an ID changes. Needs Terraform 1.5 or later.
 *
 * @example
 * const point = new RestorePoint(this, "drill", { lookup: orders, keepers: { week: "2026-W47" } });
 * new TerraformOutput(this, "restore-from", { value: point.backupId });
 */
export class RestorePoint extends Construct {
  private readonly memory: PinnedBackup;

  constructor(scope: Construct, id: string, props: RestorePointProps) {
    checkFramework(scope, id);
    super(scope, id);
    const { lookup, keepers = {}, backupId, newerWarning = true } = props;
    this.check(props);
    const latest = Token.asString(lookup.latest);
    this.memory = new PinnedBackup(
      this,
      "Default",
      backupId === undefined ? latest : exactly(lookup, backupId),
      {
        ...keepers,
        ...(backupId !== undefined && {
          backupId: Token.isUnresolved(backupId) ? backupId : literal(backupId),
        }),
      },
      `There is nothing to pin at ${literal(this.node.path)}: the lookup found no restorable backup, or could not be ` +
        "made. A point that exists keeps its backup; this one would be created or pinned anew.",
    );
    const newer = newerWarning && backupId === undefined ? [this.newerExists(lookup)] : [];
    // A check block only ever warns, and is no part of a plan's changes.
    TerraformStack.of(this).addOverride(`check.${this.memory.friendlyUniqueId}`, {
      assert: [this.hasExpired(), ...newer],
    });
  }

  /** ID of the pinned backup, known while planning. */
  get backupId(): string {
    return this.backup.id;
  }

  /** The pinned backup as it was listed when it was pinned; known while planning. */
  get backup(): BackupReference {
    return new BackupReference(this.memory, "input", false);
  }

  /** The construct's path inside a text in an expression. */
  private get named(): string {
    return quoted(this.node.path).slice(1, -1);
  }

  /** Warns once the vendor has deleted the pinned backup. */
  private hasExpired(): Assertion {
    const { expiresAt } = this.backup;
    return assertion(
      `timecmp(plantimestamp(), ${expiresAt}) < 0`,
      `${this.named} keeps backup \${${this.backupId}}, which expired at \${${expiresAt}}: it cannot be restored any more. Change a keeper to pin another one.`,
    );
  }

  /** Warns that a newer backup than the pinned one exists. */
  private newerExists(lookup: BackupLookup): Assertion {
    const [pinned, latest] = [this.backup.startedAt, lookup.latest.startedAt];
    return assertion(
      `timecmp(${latest}, ${pinned}) <= 0`,
      `${this.named} keeps backup \${${this.backupId}} of \${${pinned}}; a newer one exists: ` +
        `\${${lookup.latestId}} of \${${latest}}. Change a keeper to pin it.`,
    );
  }

  private check({ lookup, keepers = {}, backupId }: RestorePointProps): void {
    const refuse = (text: string) => new Error(`[${this.node.path}] ${text}`);
    if (lookup.isRepeated) {
      throw refuse(
        "lookup: has forEach, so it names many backups; make one lookup and one point per instance",
      );
    }
    const [own, other] = [TerraformStack.of(this), TerraformStack.of(lookup)];
    if (own !== other) {
      throw refuse(
        `lookup: stands in the stack ${other.node.path}, and a point reads its lookup in its own; make the point there, ` +
          "and use its backupId here",
      );
    }
    // A blank that came with a file or a paste would make it another backup, which no vendor knows.
    if (backupId !== undefined && (backupId === "" || /[\s\p{C}]/u.test(backupId))) {
      throw refuse(
        `backupId: got ${JSON.stringify(backupId)}, expected the ID of a backup, without blanks; leave it out to pin the newest one`,
      );
    }
    if ("backupId" in keepers) {
      throw refuse("keepers: backupId is what the point itself is called by; use another name");
    }
  }
}

/** One `assert` of a check block. */
interface Assertion {
  readonly condition: string;
  readonly error_message: string;
}

/**
 * An assertion that holds where its values are null. Terraform evaluates the message even then, so that must not
 * fail either.
 */
function assertion(condition: string, message: string): Assertion {
  return {
    condition: `\${try(${condition}, true)}`,
    error_message: `\${try("${message}", "Nothing to say.")}`,
  };
}

/**
 * The backup with an ID as the lookup lists it; where it does not, the little that is known without it. The ID itself
 * is known also while the listing is not, so that a job does not restore the same backup again.
 */
function exactly(lookup: BackupLookup, backupId: string): string {
  const id = quoted(backupId);
  const { instanceId, region } = lookup.query;
  const known = { id, ids: `split(",", ${id})`, instanceId: quoted(instanceId) };
  const unlisted: Readonly<Record<Exclude<keyof PublicBackup, keyof typeof known>, string>> = {
    region: quoted(region),
    status: '"unknown"',
    startedAt: "null",
    finishedAt: "null",
    expiresAt: "null",
    sizeBytes: "null",
    type: '"unknown"',
    method: '"unknown"',
    trigger: '"unknown"',
    name: "null",
    missingShards: "[]",
    vendor: "{}",
  };
  const fields = [
    ...Object.entries(known).map(([name, value]) => `${snakeCase(name)} = ${value}`),
    ...Object.entries(unlisted).map(([name, value]) => {
      const attribute = snakeCase(name);
      return `${attribute} = try(found.${attribute}, ${value})`;
    }),
  ];
  const found = `try([for backup in ${lookup.backups} : backup if backup.id == ${id}][0], null)`;
  return `\${[for found in [${found}] : { ${fields.join(", ")} }][0]}`;
}
