/** Names of the data sources' pages, as the Terraform registry wants them. */
import type { Listing } from "../../src/listings/listing";

/** The page of a listing's data source. */
export function dataSourceFile({ name }: Listing): string {
  return `${name.replaceAll("-", "_")}.md`;
}
