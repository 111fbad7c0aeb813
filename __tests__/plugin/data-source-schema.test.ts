import { meaningOf, snakeCase } from "../../src/core/argument";
import { dataSourceType } from "../../src/listings/data-source-type";
import { queryArguments } from "../../src/lookup/query";
import { dataSourceSchema } from "../../src/plugin/data-source-schema";
import { listings } from "../../src/vendors";
import { backupOf } from "../helpers/backups";

describe.each(listings)("the data source of $name", (listing) => {
  const { attributes, description } = dataSourceSchema(listing);

  it("has every argument of the lookup, with its expectation, and only the instance is required", () => {
    for (const [name, argument] of Object.entries(queryArguments(listing))) {
      const attribute = attributes[snakeCase(name)];
      expect(attribute?.use).toBe(name === "instanceId" ? "required" : "optional");
      expect(attribute?.description).toContain(meaningOf(argument));
      if (argument.default) expect(attribute?.description).toContain(`Default: ${argument.default}.`);
      for (const value of argument.allowed ?? []) expect(attribute?.description).toContain(String(value));
    }
    expect(description).toContain(listing.title);
  });

  it("has the same results as every listing, and no secret", () => {
    const { downloadUrl: _d, internalDownloadUrl: _i, ...shown } = backupOf();
    const backup = { object: expect.anything() };
    expect(attributes.backups?.type).toEqual({ list: backup });
    expect(attributes.latest?.type).toEqual(backup);
    const latest = attributes.latest?.type;
    const fields = typeof latest === "object" && "object" in latest ? Object.keys(latest.object) : [];
    expect(fields.sort()).toEqual(Object.keys(shown).map(snakeCase).sort());
    const computed = Object.keys(attributes).filter((name) => attributes[name]?.use === "computed");
    const flat = fields.map((name) => `latest_${name}`);
    const others = ["latest", "backups", "total_count", "eligible_count"];
    expect(computed.sort()).toEqual([...flat, ...others].sort());
    expect([...fields, ...Object.keys(attributes)].filter((name) => /url/i.test(name))).toEqual([]);
  });

  it("has a description for every attribute, and no name reserved by Terraform", () => {
    // Terraform's own names in a data block.
    const reserved = [
      "count",
      "depends_on",
      "for_each",
      "lifecycle",
      "provider",
      "provisioner",
      "connection",
    ];
    for (const [name, attribute] of Object.entries(attributes)) {
      expect(attribute.description).toMatch(/\w.*\.$/);
      expect(reserved).not.toContain(name);
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    }
  });
});

describe("dataSourceType", () => {
  it("is the provider's name and the listing's name in Terraform's spelling", () => {
    const names: Record<string, string> = Object.fromEntries(
      listings.map((listing) => [listing.name, dataSourceType(listing)]),
    );
    expect(names).toMatchObject({
      "tencentcloud-mysql": "backups_tencentcloud_mysql",
      "jdcloud-redis": "backups_jdcloud_redis",
    });
  });
});
