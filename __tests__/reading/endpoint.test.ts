import { endpointVariable, findEndpoint } from "../../src/listings/endpoint";
import { type CloudSettings, type ListingName, listingNamed, listings } from "../../src/vendors";
import { thrownBy } from "../helpers/client";

const find = (
  name: ListingName,
  region: string,
  argument?: string,
  settings: CloudSettings = {},
  env: Record<string, string> = {},
) => findEndpoint(listingNamed(name), region, argument, settings, env).href;

describe("the address of a listing", () => {
  it.each<[ListingName, string, string]>([
    ["tencentcloud-redis", "ap-guangzhou", "https://redis.tencentcloudapi.com/"],
    ["tencentcloud-redis", "ap-shanghai-fsi", "https://redis.ap-shanghai-fsi.tencentcloudapi.com/"],
    ["tencentcloud-mysql", "ap-singapore", "https://cdb.tencentcloudapi.com/"],
    ["tencentcloud-mysql", "ap-shenzhen-fsi", "https://cdb.ap-shenzhen-fsi.tencentcloudapi.com/"],
    ["jdcloud-redis", "cn-north-1", "https://redis.jdcloud-api.com/"],
    ["jdcloud-redis", "cn-east-2", "https://redis.jdcloud-api.com/"],
    ["alicloud-redis", "cn-hangzhou", "https://r-kvstore.aliyuncs.com/"],
    ["alicloud-redis", "cn-hangzhou-finance", "https://r-kvstore.aliyuncs.com/"],
    ["alicloud-redis", "cn-hongkong", "https://r-kvstore.cn-hongkong.aliyuncs.com/"],
    ["alicloud-redis", "ap-southeast-1", "https://r-kvstore.ap-southeast-1.aliyuncs.com/"],
    ["alicloud-redis", "xx-new-9", "https://r-kvstore.xx-new-9.aliyuncs.com/"],
  ])("%s in %s is %s", (name, region, address) => {
    expect(find(name, region)).toBe(address);
  });

  it("is on the international site if the settings or the environment have its domain", () => {
    const domain = "intl.tencentcloudapi.com";
    expect(find("tencentcloud-redis", "ap-singapore", undefined, { domain })).toBe(
      `https://redis.${domain}/`,
    );
    expect(find("tencentcloud-mysql", "ap-shanghai-fsi", undefined, { domain })).toBe(
      `https://cdb.ap-shanghai-fsi.${domain}/`,
    );
    const env = { TENCENTCLOUD_DOMAIN: domain };
    expect(find("tencentcloud-redis", "ap-singapore", undefined, {}, env)).toBe(`https://redis.${domain}/`);
    const own = { domain: "tencentcloudapi.com" };
    expect(find("tencentcloud-redis", "ap-singapore", undefined, own, env)).toBe(
      "https://redis.tencentcloudapi.com/",
    );
  });

  it("is overridden by argument, settings, the listing's variable and the common one, in this order", () => {
    const env = {
      BACKUPS_ENDPOINT_URL: "https://all.example.com",
      BACKUPS_ENDPOINT_URL_JDCLOUD_REDIS: "https://one.example.com",
    };
    const settings = { endpoint: "https://settings.example.com" };
    const jd = (argument?: string, given: CloudSettings = {}) =>
      find("jdcloud-redis", "cn-north-1", argument, given, env);
    expect(jd("https://argument.example.com", settings)).toBe("https://argument.example.com/");
    expect(jd(undefined, settings)).toBe("https://settings.example.com/");
    expect(jd()).toBe("https://one.example.com/");
    expect(find("alicloud-redis", "cn-hangzhou", undefined, {}, env)).toBe("https://all.example.com/");
  });

  it("has a variable of its own for each listing", () => {
    const variables = new Map(listings.map((listing) => [listing.name, endpointVariable(listing)]));
    expect(new Set(variables.values()).size).toBe(listings.length);
    expect(Object.fromEntries(variables)).toMatchObject({
      "tencentcloud-redis": "BACKUPS_ENDPOINT_URL_TENCENTCLOUD_REDIS",
      "tencentcloud-mysql": "BACKUPS_ENDPOINT_URL_TENCENTCLOUD_MYSQL",
      "jdcloud-redis": "BACKUPS_ENDPOINT_URL_JDCLOUD_REDIS",
      "alicloud-redis": "BACKUPS_ENDPOINT_URL_ALICLOUD_REDIS",
    });
  });

  it("may be only a host, and may be plain http on this machine", () => {
    expect(find("jdcloud-redis", "r", "api.example.com:8443")).toBe("https://api.example.com:8443/");
    for (const local of [
      "http://127.0.0.1:4000/",
      "http://localhost:4000/",
      "http://[::1]:4000/",
      "http://127.8.9.1/",
    ]) {
      expect(find("jdcloud-redis", "r", local)).toBe(local);
    }
  });

  it.each([
    ["http://api.example.com", "plain http"],
    ["http://127.0.0.1.example.com", "plain http"],
    ["http://localhost.example.com", "plain http"],
    ["ftp://127.0.0.1", "plain http"],
    ["https://api.example.com/v1", "more than a host"],
    ["https://", "got"],
  ])("is refused for %s", (address, problem) => {
    const error = thrownBy(() => find("jdcloud-redis", "r", address));
    expect([error.code, error.argument]).toEqual(["usage", "endpoint"]);
    expect(error.message).toContain(problem);
    expect(error.message).toContain("https://api.example.com");
  });

  it("if wrong, is reported with its variable", () => {
    const error = thrownBy(() =>
      find("jdcloud-redis", "r", undefined, {}, { BACKUPS_ENDPOINT_URL: "http://x.example" }),
    );
    expect(error.message).toMatch(/^BACKUPS_ENDPOINT_URL: /);
  });

  it.each([
    "https://user:s3cret@api.example.com",
    "https://user:s3cret@:bad:",
    "https://api.example.com/?token=s3cret",
    "http://api.example.com#s3cret",
  ])("is refused without quoting a password or token in it: %s", (address) => {
    const error = thrownBy(() => find("jdcloud-redis", "r", address));
    expect(error.code).toBe("usage");
    expect(error.describe()).not.toContain("s3cret");
  });
});
