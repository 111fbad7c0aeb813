/** The vendor's regions. Source: the vendor's SDK for Go. */
export const regions: ReadonlySet<string> = new Set(["cn-east-1", "cn-east-2", "cn-north-1", "cn-south-1"]);
