import { Lazy, type TerraformResource, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { TRIGGER_TYPE } from "../resources/trigger-schema";
import type { IBackupLookup } from "./backup-lookup";
import type { BackupReference } from "./backup-reference";
import { BlockConstruct } from "./block";
import { repetitionProblems } from "./check-block";
import { checkOwnLookup, checkScope } from "./check-props";
import { nullClasses } from "./null-resource";
import { OwnResource } from "./own-resource";
import { pinnedBackup } from "./pinned-backup";
import { refusal } from "./refusal";
import { literal } from "./template";

/** Arguments of {@link BackupTrigger}. */
export interface BackupTriggerProps {
  /** The lookup whose newest restorable backup is followed. */
  readonly lookup: IBackupLookup;
}

/** Id of the null provider that a stack gets; users would not choose it. */
const NULL_PROVIDER_ID = "cdktf-backups-null-provider";

/**
 * Follows the newest restorable backup: a `null_resource` that is replaced for each newer backup. Put it into
 * `replaceTriggeredBy` of resources that must be recreated from each backup, such as a staging copy. For resources that
 * must stay, use a `RestorePoint`. With CDKTF it needs the package `@cdktf/provider-null`; with CDK Terrain none.
 *
 * The plan fails if the lookup has no answer or no backup, also with `onUnavailable: "warn"`. An older backup is
 * followed only if the former one is no longer listed. For a lookup at synthesis, a missing backup fails the synthesis,
 * and an older backup is always followed.
 *
 * @example
 * const nightly = new BackupTrigger(this, "nightly", { lookup: production });
 * new Instance(this, "staging", { backupId: nightly.backupId, lifecycle: { replaceTriggeredBy: [nightly] } });
 */
export class BackupTrigger extends BlockConstruct {
  /** The followed backup, as it was listed when the trigger changed to it; known while planning. */
  readonly backup: BackupReference;
  private readonly resource: TerraformResource;
  private readonly memory: TerraformResource | undefined;

  constructor(scope: Construct, id: string, props: BackupTriggerProps) {
    const path = checkScope(scope, id, props, ["lookup"]);
    const { lookup } = props;
    checkOwnLookup(path, scope, lookup, "trigger");
    const { NullProvider, NullResource } = nullClasses(path);
    super(scope, id);
    if (lookup.resolution === "plan") {
      const backups = Token.asString(lookup.backups);
      this.memory = new OwnResource(this, "memory", TRIGGER_TYPE, { backups }, { provider: lookup.provider });
    }
    this.backup = this.memory ? pinnedBackup(this.memory, "backups", true) : lookup.latest;
    const backupId = this.memory
      ? this.backup.id
      : Lazy.stringValue({ produce: () => this.literalId(lookup) });
    const stack = TerraformStack.of(this);
    const hasProvider = stack
      .allProviders()
      .some(({ terraformResourceType, alias }) => terraformResourceType === "null" && alias === undefined);
    if (!hasProvider) new NullProvider(stack, NULL_PROVIDER_ID);
    this.resource = new NullResource(this, "Default", { triggers: { backup_id: backupId } });
    this.node.addValidation({ validate: () => [...this.problems()] });
  }

  /** ID of the followed backup, known while planning. */
  get backupId(): string {
    return this.resource.getStringAttribute('triggers["backup_id"]');
  }

  /** Fields that an Aspect set. They would keep the trigger from changing, or break references to it. */
  private *problems(): Generator<string> {
    yield* repetitionProblems(this.resource);
    if ([this.memory, this.resource].some((part) => part?.lifecycle?.ignoreChanges !== undefined))
      yield "lifecycle: has ignoreChanges, so the trigger would never change; let the Aspect skip it";
  }

  private literalId(lookup: IBackupLookup): string {
    const found = lookup.resolved();
    // The reference stops the plan.
    if (!found) return lookup.latestId;
    if (found.latestId !== null) return literal(found.latestId);
    throw refusal(
      this,
      [
        "there is no backup to follow, and a trigger never becomes empty",
        ...found.warnings.map(({ message }) => message),
        "to destroy anyway, run npx cdktf destroy --skip-synth",
      ].join("; "),
    );
  }
}
