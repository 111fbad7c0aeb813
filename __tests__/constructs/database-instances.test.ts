import { TerraformOutput, Testing } from "cdktf";
import { DatabaseInstances, TencentCloudRedisBackups } from "../../src";
import { listings } from "../../src/vendors";
import { newStack } from "./synthesised";

describe("DatabaseInstances", () => {
  it.each(listings.map(({ name }) => name))("of %s is found by CDKTF's matchers", (name) => {
    const stack = newStack();
    new DatabaseInstances(stack, "all", { listing: name, region: "r-1" });
    const json = Testing.synth(stack);
    const { tfResourceType } = DatabaseInstances.of(name);
    expect(Testing.toHaveDataSourceWithProperties(json, tfResourceType, { region: "r-1" })).toBe(true);
    expect(Testing.toHaveDataSourceWithProperties(json, tfResourceType, { region: "r-2" })).toBe(false);
  });
});

describe("a snapshot of a stack", () => {
  it("contains the user's arguments, and no text of the library", () => {
    const stack = newStack();
    const orders = new TencentCloudRedisBackups(stack, "orders", {
      instanceId: "crs-1",
      onUnavailable: "warn",
    });
    const all = new DatabaseInstances(stack, "all", { listing: "tencentcloud-redis" });
    new TerraformOutput(stack, "id", { value: orders.latestId });
    new TerraformOutput(stack, "expires", { value: orders.latest.expiresAt });
    new TerraformOutput(stack, "ids", { value: all.ids });
    expect(JSON.parse(Testing.synth(stack))).toEqual({
      data: {
        backups_tencentcloud_redis: { orders: { instance_id: "crs-1", on_unavailable: "warn" } },
        backups_tencentcloud_redis_instances: { all: {} },
      },
      output: {
        expires: { value: "${data.backups_tencentcloud_redis.orders.latest_expires_at}" },
        id: { value: "${data.backups_tencentcloud_redis.orders.latest_id}" },
        ids: { value: "${data.backups_tencentcloud_redis_instances.all.ids}" },
      },
      provider: { backups: [{}] },
      terraform: {
        required_providers: { backups: { source: "cdktf-backups.internal/npm/backups", version: "1.0.0" } },
      },
    });
  });
});
