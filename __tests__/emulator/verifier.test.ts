import { Verifier } from "../../src/emulator/verifier";

it("a nonce can be used once, and the latest hundred thousand are remembered", () => {
  const verifier = new Verifier([], () => new Date());
  expect(verifier.useNonce("key", "0")).toBe(true);
  expect([verifier.useNonce("key", "0"), verifier.useNonce("other", "0")]).toEqual([false, true]);
  for (let count = 1; count < 99_999; count++) verifier.useNonce("key", String(count));
  expect(verifier.useNonce("key", "0")).toBe(false);
  verifier.useNonce("key", "one more");
  expect(verifier.useNonce("key", "99998")).toBe(false);
  expect(verifier.useNonce("key", "0")).toBe(true);
});
