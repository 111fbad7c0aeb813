import { PROVIDER_SOURCE, PROVIDER_VERSION } from "../../src/delivery/address";

/** The block by which a plain configuration names the provider. */
export const REQUIRED_PROVIDERS = `terraform {
  required_providers {
    backups = { source = "${PROVIDER_SOURCE}", version = "${PROVIDER_VERSION}" }
  }
}
`;
