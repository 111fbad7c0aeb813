import type { ListingName } from "../../src/client";
import { listingNamed } from "../../src/vendors";

/** Lifts the documented rate of listings: it is other tests' subject, and here most of the time would go by for it. */
export function withoutRateLimit(...names: readonly ListingName[]): void {
  beforeAll(() => {
    for (const name of names) jest.replaceProperty(listingNamed(name), "requestsPerSecond", 1_000);
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });
}
