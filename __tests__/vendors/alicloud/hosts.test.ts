import { readFileSync } from "node:fs";
import { join } from "node:path";
import { endpointOf } from "../../../src/vendors/alicloud/endpoint";

type Hosts = Readonly<Record<string, Readonly<Record<string, string>>>>;
const FIXTURE = join(__dirname, "../../fixtures/alicloud-hosts.json");
const { "openapi-meta": meta, sdk } = JSON.parse(readFileSync(FIXTURE, "utf8")) as Record<
  "openapi-meta" | "sdk",
  { readonly hosts: Hosts }
>;

/** Where the vendor's two sources name different hosts, or the one that has the region names another: which is asked. */
const DISAGREEMENTS = [
  "r-kvstore cn-beijing: central, sdk; openapi-meta has r-kvstore.cn-beijing.aliyuncs.com",
  "r-kvstore cn-qingdao: central, sdk; openapi-meta has r-kvstore.cn-qingdao.aliyuncs.com",
  "rds ap-southeast-1: central, sdk; openapi-meta has rds.ap-southeast-1.aliyuncs.com",
  // The SDK's is the address within a VPC.
  "rds cn-hangzhou-finance: central, openapi-meta; sdk has rds-vpc.cn-hangzhou-finance.aliyuncs.com",
  "rds cn-shenzhen-finance-1: central, sdk; openapi-meta has rds.cn-shenzhen-finance-1.aliyuncs.com",
  "rds us-east-1: central, sdk; openapi-meta has rds.us-east-1.aliyuncs.com",
  "rds us-west-1: central, sdk; openapi-meta has rds.us-west-1.aliyuncs.com",
  // Of @alicloud/polardb20170801 1.0.0; no newer source names the region.
  "polardb cn-north-2-gov-1: central, neither; sdk has polardb.cn-north-2-gov-1.aliyuncs.com",
  "mongodb cn-beijing: central, sdk; openapi-meta has mongodb.cn-beijing.aliyuncs.com",
  "mongodb cn-beijing-finance-1: own, openapi-meta; sdk has mongodb.aliyuncs.com",
  "mongodb cn-qingdao: central, sdk; openapi-meta has mongodb.cn-qingdao.aliyuncs.com",
  "mongodb cn-shenzhen: own, openapi-meta; sdk has mongodb.aliyuncs.com",
];

it("every region of Alibaba Cloud uses the host in its sources; if they disagree, both are listed here", () => {
  const found: string[] = [];
  for (const [service, regions] of Object.entries(sdk.hosts)) {
    for (const [region, bySdk] of Object.entries(regions)) {
      const host = new URL(endpointOf(service, region)).host;
      const named = { sdk: bySdk, "openapi-meta": meta.hosts[service]?.[region] };
      const others = Object.entries(named).filter(([, each]) => each !== undefined && each !== host);
      if (others.length === 0) continue;
      const kind = host === `${service}.aliyuncs.com` ? "central" : "own";
      const source = Object.entries(named).find(([, each]) => each === host)?.[0] ?? "neither";
      found.push(
        `${service} ${region}: ${kind}, ${source}; ${others.map(([by, each]) => `${by} has ${each}`).join(", ")}`,
      );
    }
  }
  expect(found).toEqual(DISAGREEMENTS);
});
