/** Settings of the provider construct that vendors have in common. Types only. */

/** Settings that every vendor has. */
export interface CloudProps {
  /** Region of lookups that name none. */
  readonly region?: string;
  /** Token of temporary keys. */
  readonly securityToken?: string;
  /** Profile in the vendor's own files. */
  readonly profile?: string;
  /** Address to ask instead of the vendor's; plain http for this machine only. */
  readonly endpoint?: string;
}

/** Accounts that may answer, for vendors whose API says which account a key belongs to. */
export interface AccountProps {
  /** Accounts that may answer: a lookup of any other one fails before anything is read. @default all */
  readonly allowedAccountIds?: readonly string[];
  /** Accounts that must not answer. @default none */
  readonly forbiddenAccountIds?: readonly string[];
}

/** Role to assume with the keys that are found. What is left out is read from the vendor's variables. */
export interface AssumeRoleProps {
  /** ARN of the role. */
  readonly roleArn?: string;
  /** Name of the session, for the vendor's audit log. @default "cdktf-backups" */
  readonly sessionName?: string;
  /** Policy as JSON that narrows what the session may do. */
  readonly policy?: string;
  /** External ID that the role's trust policy asks for. */
  readonly externalId?: string;
}
