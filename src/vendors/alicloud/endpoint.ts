const REDIS_AND_MONGODB: ReadonlySet<string> = new Set([
  "cn-qingdao",
  "cn-beijing",
  "cn-wulanchabu",
  "cn-hangzhou",
  "cn-shanghai",
  "cn-heyuan",
  "cn-hangzhou-finance",
  "cn-beijing-gov-1",
]);

/**
 * Regions of a service's central host. Every other region, and any new one, has its own host. Sources: endpoint maps of
 * the vendor's newest SDKs, and products.json of aliyun-openapi-meta. Where the two disagree
 * (`__tests__/vendors/alicloud/hosts.test.ts` lists it), either host answers as far as is known, and the older choice
 * stays.
 */
const CENTRAL_REGIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  "r-kvstore": REDIS_AND_MONGODB,
  mongodb: REDIS_AND_MONGODB,
  rds: new Set([
    "cn-qingdao",
    "cn-beijing",
    "cn-hangzhou",
    "cn-shanghai",
    "cn-shenzhen",
    "cn-heyuan",
    "cn-hongkong",
    "ap-southeast-1",
    "us-west-1",
    "us-east-1",
    "cn-hangzhou-finance",
    "cn-shanghai-finance-1",
    "cn-shenzhen-finance-1",
    "cn-north-2-gov-1",
    "cn-beijing-finance-1",
    "cn-beijing-gov-1",
  ]),
  polardb: new Set([...REDIS_AND_MONGODB, "cn-beijing-finance-1", "cn-north-2-gov-1"]),
};

/** Address of a service in a region. */
export function endpointOf(service: string, region: string): string {
  return CENTRAL_REGIONS[service]?.has(region)
    ? `https://${service}.aliyuncs.com`
    : `https://${service}.${region}.aliyuncs.com`;
}
