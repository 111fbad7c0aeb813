/** Name of a file of configuration, of Terraform or OpenTofu. */
export const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/;
