import { Lazy, type TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import { TRIGGER_TYPE } from "../resources/trigger-schema";
import type { IBackupLookup } from "./backup-lookup";
import type { BackupReference } from "./backup-reference";
import { BlockConstruct } from "./block";
import { checkScope } from "./check-scope";
import { checkNotRepeated } from "./checks";
import { nullResources } from "./null-resource";
import { checkOwnLookup } from "./own-lookup";
import { OwnResource } from "./own-resource";
import { pinnedBackup } from "./pinned-backup";
import { refusal } from "./refusal";
import { literal } from "./template";

/** Arguments of {@link BackupTrigger}. */
export interface BackupTriggerProps {
  /** The lookup whose newest restorable backup is followed. */
  readonly lookup: IBackupLookup;
}

/**
 * Follows the newest restorable backup: a `null_resource` that is replaced whenever there is a newer one. Put it into
 * `replaceTriggeredBy` of what must be made anew from each backup, such as a staging copy. What must stay as it is
 * wants a `RestorePoint`. With CDKTF it needs the package `@cdktf/provider-null`; with CDK Terrain none.
 *
 * A lookup without an answer or a backup fails the plan, also with `onUnavailable: "warn"`; an older backup is followed
 * only if the former one is no longer listed. Of a lookup at synthesis the second does not hold, and the first fails the
 * synthesis.
 *
 * @example
 * const nightly = new BackupTrigger(this, "nightly", { lookup: production });
 * new Instance(this, "staging", { backupId: nightly.backupId, lifecycle: { replaceTriggeredBy: [nightly] } });
 */
export class BackupTrigger extends BlockConstruct {
  /** The backup that is followed, as it was listed when the trigger moved to it; known while planning. */
  readonly backup: BackupReference;
  private readonly resource: TerraformResource;
  private readonly memory: TerraformResource | undefined;

  constructor(scope: Construct, id: string, props: BackupTriggerProps) {
    const path = checkScope(scope, id, props);
    const { lookup } = props;
    checkOwnLookup(path, scope, lookup, "trigger");
    const makeNullResource = nullResources(path);
    super(scope, id);
    if (lookup.resolution === "plan") {
      const backups = Token.asString(lookup.backups);
      this.memory = new OwnResource(this, "memory", TRIGGER_TYPE, { backups }, { provider: lookup.provider });
    }
    this.backup = this.memory ? pinnedBackup(this.memory, "backups", true) : lookup.latest;
    const backupId = this.memory
      ? this.backup.id
      : Lazy.stringValue({ produce: () => this.literalId(lookup) });
    this.resource = makeNullResource(this, "Default", { backup_id: backupId });
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** ID of the backup that is followed, known while planning. */
  get backupId(): string {
    return this.resource.getStringAttribute('triggers["backup_id"]');
  }

  /** What an Aspect set and would keep the trigger from ever moving, or break references to it. */
  private problems(): string[] {
    checkNotRepeated(this.resource);
    return [this.memory, this.resource].some((part) => part?.lifecycle?.ignoreChanges !== undefined)
      ? ["lifecycle: has ignoreChanges, with which a trigger would never move; let the Aspect skip it"]
      : [];
  }

  private literalId(lookup: IBackupLookup): string {
    const found = lookup.resolved();
    // The plan is stopped by the reference.
    if (!found) return lookup.latestId;
    if (found.latestId !== null) return literal(found.latestId);
    throw refusal(
      this,
      [
        "there is no backup to follow, and a trigger never moves to nothing",
        ...found.warnings.map(({ message }) => message),
        "to destroy all the same, run npx cdktf destroy --skip-synth",
      ].join("; "),
    );
  }
}
