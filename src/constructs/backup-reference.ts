import { ComplexList, ComplexObject, type IInterpolatingParent, StringMap } from "cdktf";

/** A backup whose values Terraform knows: every field is a token. Names and meanings are those of `Backup`. */
export class BackupReference extends ComplexObject {
  /** ID for the vendor's restore call; for a sharded backup, the shards' IDs joined by `,`. */
  get id(): string {
    return this.getStringAttribute("id");
  }
  /** The shards' IDs; one element if the backup is not sharded. */
  get ids(): string[] {
    return this.getListAttribute("ids");
  }
  /** Instance that was backed up. */
  get instanceId(): string {
    return this.getStringAttribute("instance_id");
  }
  /** Region that was listed. */
  get region(): string {
    return this.getStringAttribute("region");
  }
  /** `succeeded`, `running`, `failed`, `expired`, `deleted` or `unknown`. */
  get status(): string {
    return this.getStringAttribute("status");
  }
  /** The instant of the data where the vendor names it, else the start of the backup task; RFC 3339 UTC. */
  get startedAt(): string {
    return this.getStringAttribute("started_at");
  }
  /** End of the backup task, RFC 3339 UTC, or null. */
  get finishedAt(): string {
    return this.getStringAttribute("finished_at");
  }
  /** The data is of one instant from here to `consistentTo`, RFC 3339 UTC. */
  get consistentFrom(): string {
    return this.getStringAttribute("consistent_from");
  }
  /** Latest instant that the data can be of, RFC 3339 UTC: the instant itself if the vendor gives it, else the end of the backup task, or null. */
  get consistentTo(): string {
    return this.getStringAttribute("consistent_to");
  }
  /** When the vendor deletes it, RFC 3339 UTC, or null. */
  get expiresAt(): string {
    return this.getStringAttribute("expires_at");
  }
  /** Bytes, or null. */
  get sizeBytes(): number {
    return this.getNumberAttribute("size_bytes");
  }
  /** `full`, `incremental`, `partial` or `unknown`. */
  get type(): string {
    return this.getStringAttribute("type");
  }
  /** `physical`, `logical`, `snapshot` or `unknown`. */
  get method(): string {
    return this.getStringAttribute("method");
  }
  /** `automatic`, `manual` or `unknown`. */
  get trigger(): string {
    return this.getStringAttribute("trigger");
  }
  /** The vendor's or the user's name or remark for it, or null. */
  get name(): string {
    return this.getStringAttribute("name");
  }
  /** Shards that the backup should have and lacks. */
  get missingShards(): string[] {
    return this.getListAttribute("missing_shards");
  }
  /** Every other field of the vendor's answer, as text. */
  get vendor(): StringMap {
    return new StringMap(this, "vendor");
  }
}

/** Backups whose values Terraform knows, newest first. */
export class BackupReferenceList extends ComplexList {
  constructor(parent: IInterpolatingParent, attribute: string) {
    super(parent, attribute, false);
  }

  /** The backup at a place, from 0. */
  get(index: number): BackupReference {
    return new BackupReference(this.terraformResource, this.terraformAttribute, false, index);
  }
}
