import { ComplexList, ComplexObject, type IInterpolatingParent, StringMap } from "cdktf";

/** A backup in Terraform. Every field is a token, with the name and meaning of the same field of `Backup`. */
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
  /** Time of the data if the vendor gives it, else the start of the backup task; RFC 3339 UTC. */
  get startedAt(): string {
    return this.getStringAttribute("started_at");
  }
  /** End of the backup task, RFC 3339 UTC, or null. */
  get finishedAt(): string {
    return this.getStringAttribute("finished_at");
  }
  /** Earliest possible time of the data, RFC 3339 UTC: its exact time if the vendor gives it, else the start of the task. */
  get consistentFrom(): string {
    return this.getStringAttribute("consistent_from");
  }
  /** Latest possible time, RFC 3339 UTC: the exact time if the vendor gives it, else the end of the task, or null. */
  get consistentTo(): string {
    return this.getStringAttribute("consistent_to");
  }
  /** Time when the vendor deletes it, RFC 3339 UTC, or null. */
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
  /** Name or remark, or null. */
  get name(): string {
    return this.getStringAttribute("name");
  }
  /** Missing shards; empty for a complete backup. */
  get missingShards(): string[] {
    return this.getListAttribute("missing_shards");
  }
  /** Other fields of the vendor's answer, as text. */
  get vendor(): StringMap {
    return new StringMap(this, "vendor");
  }
}

/** Backups in Terraform, newest first. */
export class BackupReferenceList extends ComplexList {
  constructor(parent: IInterpolatingParent, attribute: string) {
    super(parent, attribute, false);
  }

  /** The backup at an index, from 0. */
  get(index: number): BackupReference {
    return new BackupReference(this.terraformResource, this.terraformAttribute, false, index);
  }
}
