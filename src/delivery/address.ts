/**
 * Host of the provider's source address. The top-level domain `.internal` is reserved for private use (ICANN board
 * resolution 2024.07.29.06), so no public registry can exist under it.
 */
export const PROVIDER_HOST = "cdktf-backups.internal";
/** Namespace of the source address. */
export const PROVIDER_NAMESPACE = "npm";
/** Type of the source address, and prefix of the data sources. */
export const PROVIDER_TYPE = "backups";

/** The source address, as `required_providers` names it. */
export const PROVIDER_SOURCE = `${PROVIDER_HOST}/${PROVIDER_NAMESPACE}/${PROVIDER_TYPE}`;

/**
 * The version of the launcher, not of this package. Neither ever changes: a changed launcher under the same version
 * would break every lock file, and a new version every `terraform init` without `-upgrade`.
 */
export const PROVIDER_VERSION = "1.0.0";
