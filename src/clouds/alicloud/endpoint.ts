/**
 * Regions that the central host serves; every other region, and any that is new, has a host of its own.
 * Source: endpoint map of @alicloud/r-kvstore20150101.
 */
const CENTRAL_REGIONS: ReadonlySet<string> = new Set([
  "cn-qingdao",
  "cn-beijing",
  "cn-wulanchabu",
  "cn-hangzhou",
  "cn-shanghai",
  "cn-heyuan",
  "cn-hangzhou-finance",
  "cn-beijing-gov-1",
]);

/** Address of a service in a region. */
export function endpointOf(service: string, region: string): string {
  return CENTRAL_REGIONS.has(region)
    ? `https://${service}.aliyuncs.com`
    : `https://${service}.${region}.aliyuncs.com`;
}
