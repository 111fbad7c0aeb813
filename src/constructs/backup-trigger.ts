import { type ITerraformDependable, Lazy, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import type { BackupLookup } from "./backup-lookup";
import type { BackupReference } from "./backup-reference";
import { checkFramework } from "./framework";
import { nullResource } from "./null-resource";
import { checkOwnLookup } from "./own-lookup";
import { refusal } from "./refusal";
import { literal } from "./template";
import { TriggerMemory } from "./trigger-memory";

/** Arguments of {@link BackupTrigger}. */
export interface BackupTriggerProps {
  /** The lookup whose newest restorable backup is followed. */
  readonly lookup: BackupLookup;
}

/**
 * Follows the newest restorable backup: a `null_resource` that is replaced whenever there is a newer one. Put it into
 * `replaceTriggeredBy` of what must be made anew from each backup, such as a staging copy. What must stay as it is
 * wants a `RestorePoint`. Needs @cdktf/provider-null (nothing on CDK Terrain).
 *
 * A lookup without an answer or a backup fails the plan, also with `onUnavailable: "warn"`; an older backup is followed
 * only if the former one is no longer listed. Of a lookup at synthesis the second does not hold, and the first fails the
 * synthesis.
 *
 * @example
 * const nightly = new BackupTrigger(this, "nightly", { lookup: production });
 * new Instance(this, "staging", { backupId: nightly.backupId, lifecycle: { replaceTriggeredBy: [nightly] } });
 */
export class BackupTrigger extends Construct implements ITerraformDependable {
  private readonly resource: TerraformResource;
  private readonly memory: TriggerMemory | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackupTriggerProps,
  ) {
    checkFramework(scope, id);
    super(scope, id);
    const { lookup } = props;
    checkOwnLookup(this, lookup, "trigger");
    if (lookup.resolution === "plan")
      this.memory = new TriggerMemory(this, "memory", Token.asString(lookup.backups), lookup.provider);
    const backupId = this.memory?.backup.id ?? Lazy.stringValue({ produce: () => this.literalId() });
    this.resource = nullResource(this, "Default", { triggers: { backup_id: backupId } });
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** The `null_resource`'s address, for `replaceTriggeredBy` and `dependsOn`. */
  get fqn(): string {
    // CDKTF writes a resource's own fqn as an expression, which Terraform refuses in replace_triggered_by. Read late:
    // the logical ID may be overridden until the stack is synthesised.
    return Lazy.stringValue({
      produce: () => `${this.resource.terraformResourceType}.${this.resource.friendlyUniqueId}`,
    });
  }

  /** ID of the backup that is followed, known while planning. */
  get backupId(): string {
    return this.resource.getStringAttribute('triggers["backup_id"]');
  }

  /** The backup that is followed, as it was listed when the trigger moved to it; known while planning. */
  get backup(): BackupReference {
    return this.memory?.backup ?? this.props.lookup.latest;
  }

  /** What an Aspect set and would keep the trigger from ever moving, or break references to it. */
  private problems(): string[] {
    const parts = [this.memory, this.resource].filter((part) => part !== undefined);
    return [
      parts.some(({ lifecycle }) => lifecycle?.ignoreChanges !== undefined) &&
        "lifecycle: has ignoreChanges, with which a trigger would never move; let the Aspect pass over it",
      parts.some(({ count, forEach }) => count !== undefined || forEach !== undefined) &&
        "count, forEach: references to a trigger name one; make several triggers",
    ].filter((problem) => problem !== false);
  }

  private literalId(): string {
    const { latestId, warnings } = this.props.lookup.resolved();
    if (latestId !== null) return literal(latestId);
    throw refusal(
      this,
      [
        "there is no backup to follow, and a trigger never moves to nothing",
        ...warnings.map(({ message }) => message),
        "to destroy all the same, run npx cdktf destroy --skip-synth",
      ].join("; "),
    );
  }
}
