/** Settings of the provider construct for all vendors. Types only. */

/** Settings that every vendor has. */
export interface CloudProps {
  /** Region of lookups without one. */
  readonly region?: string;
  /** Token of temporary (session) keys. */
  readonly securityToken?: string;
  /** Profile in the vendor's own files. */
  readonly profile?: string;
  /** Address to use instead of the vendor's; plain http only for this machine. */
  readonly endpoint?: string;
}

/** Allowed accounts, for vendors whose API says which account a key belongs to. */
export interface AccountProps {
  /** Allowed accounts: a lookup with keys of another one fails before anything is read. @default all */
  readonly allowedAccountIds?: readonly string[];
  /** Forbidden accounts. @default none */
  readonly forbiddenAccountIds?: readonly string[];
}

/** Role to assume with the keys. Missing fields come from the vendor's variables. */
export interface AssumeRoleProps {
  /** ARN of the role. */
  readonly roleArn?: string;
  /** Name of the session, for the vendor's audit log. @default "cdktf-backups" */
  readonly sessionName?: string;
  /** Policy as JSON that restricts the session. */
  readonly policy?: string;
  /** External ID that the role's trust policy asks for. */
  readonly externalId?: string;
}
