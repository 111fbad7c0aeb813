import * as os from "node:os";
import { homeDirectory } from "../../src/clouds/home";

jest.mock("node:os", () => ({ ...jest.requireActual("node:os"), homedir: jest.fn(), userInfo: jest.fn() }));

/** A user whom the database lacks, as in a container with a number of its own. */
const unknown = () => {
  throw new Error("ENOENT: no such file or directory");
};

it.each([
  ["HOME", () => "/home/me", unknown, "/home/me"],
  ["the database's where HOME is empty", () => "", () => "/root", "/root"],
  ["the database's where HOME is a relative path", () => "here", () => "/root", "/root"],
  ["the root directory where nothing is known", unknown, unknown, "/"],
  ["the root directory where the database has an empty one", () => "", () => "", "/"],
])("the home directory is %s, never below the current folder", (_, home, ofDatabase, expected) => {
  jest.mocked(os.homedir).mockImplementation(home);
  jest.mocked(os.userInfo).mockImplementation(() => ({ homedir: ofDatabase() }) as os.UserInfo<string>);
  expect(homeDirectory()).toBe(expected);
});
