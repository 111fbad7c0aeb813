import { readFileSync } from "node:fs";
import { join } from "node:path";

describe("the lock file", () => {
  it("has the integrity of every package that is fetched, those of other platforms included", () => {
    const { packages } = JSON.parse(readFileSync(join(__dirname, "../../package-lock.json"), "utf8")) as {
      packages: Record<string, { integrity?: string; link?: boolean; inBundle?: boolean }>;
    };
    const without = Object.entries(packages)
      .filter(([path, { integrity, link, inBundle }]) => path !== "" && !link && !inBundle && !integrity)
      .map(([path]) => path);
    expect(without).toEqual([]);
  });
});
