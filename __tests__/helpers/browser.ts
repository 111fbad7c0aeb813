import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Names of chromium on Debian, Fedora and Ubuntu, and of Chrome. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function isThere(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const PATH = (process.env.PATH ?? "")
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find(isThere);

/** Like `describe`, for tests that open a page in a browser. Without one they are skipped, and that is said aloud. */
export function describeWithBrowser(name: string, tests: (browser: () => Browser) => void): void {
  if (!PATH) console.warn(`NOT TESTED, because there is no chromium on the PATH: ${name}`);
  (PATH ? describe : describe.skip)(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      // Root, as in a container, cannot have chromium's sandbox; the pages are this test's own.
      browser = await chromium.launch({ executablePath: PATH, args: ["--no-sandbox"] });
    });
    afterAll(() => browser?.close());
    tests(() => browser);
  });
}
