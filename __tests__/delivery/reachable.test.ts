import { existsSync, lstatSync, mkdirSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeReachable } from "../../src/delivery/reachable";
import { temporaryDirectory } from "../helpers/terraform";

const LINK = "node_modules/cdktf-backups";

/** A directory, and a package somewhere else. */
function ground() {
  const home = temporaryDirectory();
  return {
    home,
    root: makePackage(join(home, "store/cdktf-backups")),
    stack: made(join(home, "out/stacks/a")),
  };
}

function made(directory: string): string {
  mkdirSync(directory, { recursive: true });
  return directory;
}

function makePackage(directory: string): string {
  made(join(directory, "bin"));
  writeFileSync(join(directory, "package.json"), "{}");
  writeFileSync(join(directory, "bin/terraform-provider-backups.cjs"), "");
  return directory;
}

describe("an output", () => {
  it("gets a link to the package if there is none above it, once", () => {
    const { root, stack } = ground();
    for (let times = 0; times < 2; times++) makeReachable(stack, root, {});
    expect(readlinkSync(join(stack, LINK))).toBe(root);
  });

  it("gets one if another package would be found first, such as somebody else's in a shared directory", () => {
    const { home, root, stack } = ground();
    makePackage(join(home, LINK));
    makeReachable(stack, root, {});
    expect(readlinkSync(join(stack, LINK))).toBe(root);
  });

  it("gets none in a project that has the package, also by a link", () => {
    const { home, root, stack } = ground();
    made(join(home, "node_modules"));
    symlinkSync(root, join(home, LINK));
    makeReachable(stack, root, {});
    makeReachable(made(join(root, "cdktf.out/stacks/a")), root, {});
    expect(existsSync(join(stack, "node_modules"))).toBe(false);
    expect(existsSync(join(root, "cdktf.out/stacks/a/node_modules"))).toBe(false);
  });

  it("gets none if CDKTF_BACKUPS_HOME is set, or this is not a package", () => {
    const { home, root, stack } = ground();
    makeReachable(stack, root, { CDKTF_BACKUPS_HOME: root });
    makeReachable(stack, join(home, "bundle"), {});
    expect(existsSync(join(stack, "node_modules"))).toBe(false);
  });

  it("gets a new link instead of a broken one, and keeps anything else", () => {
    const { root, stack } = ground();
    made(join(stack, dirname(LINK)));
    symlinkSync(join(stack, "gone"), join(stack, LINK));
    makeReachable(stack, root, {});
    expect(readlinkSync(join(stack, LINK))).toBe(root);
    const kept = ground();
    makePackage(join(kept.stack, LINK));
    makeReachable(kept.stack, kept.root, {});
    expect(lstatSync(join(kept.stack, LINK)).isDirectory()).toBe(true);
  });
});
