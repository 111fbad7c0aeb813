import type { ListingName } from "../../src/client";
import { listings } from "../../src/vendors";

/**
 * Lifts the documented rate of listings: it is other tests' subject, and here most of the time would go by for it.
 *
 * @param names all of them where none is named
 */
export function withoutRateLimit(...names: readonly ListingName[]): void {
  const limited = names.length === 0 ? listings : listings.filter(({ name }) => names.includes(name));
  beforeAll(() => {
    for (const listing of limited) jest.replaceProperty(listing, "requestsPerSecond", 10_000);
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });
}
