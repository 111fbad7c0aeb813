import { type Family, fails, found, type Kind } from "./kind";

const PORTAL = "<!doctype html><title>Sign in</title><p>Welcome";
const html = { "content-type": "text/html" };

const redirects: readonly Kind[] = [301, 302, 307].map((status) => ({
  name: `A redirect (HTTP ${status})`,
  answer: () => () => ({ status, headers: { location: "http://127.0.0.1:1/" }, body: "" }),
  expected: fails("invalid-response", 1, /redirect/),
}));

const serverErrors: readonly Kind[] = [500, 502, 503].map((status) => ({
  name: `HTTP ${status} with HTML`,
  answer: () => () => ({ status, headers: html, body: PORTAL }),
  expected: fails("unavailable", 2, new RegExp(`HTTP ${status}`)),
}));

const kinds: readonly Kind[] = [
  ...redirects,
  {
    name: "HTTP 429 without Retry-After",
    answer: () => () => ({ status: 429, body: "" }),
    expected: fails("throttled", 2, /429/),
  },
  {
    name: "HTTP 429 once, with Retry-After in seconds, and then the listing",
    answer: (ground) => (_request, index) =>
      index === 0 ? { status: 429, headers: { "retry-after": "1" }, body: "" } : ground.well(),
    expected: found(2),
  },
  {
    name: "HTTP 429 once, with Retry-After as a date, and then the listing",
    answer: (ground) => (_request, index) =>
      index === 0
        ? {
            status: 429,
            headers: { "retry-after": new Date(Date.now() + 1500).toUTCString() },
            body: "",
          }
        : ground.well(),
    expected: found(2),
  },
  {
    name: "HTTP 429 with a Retry-After of hours",
    answer: () => () => ({ status: 429, headers: { "retry-after": "7200" }, body: "" }),
    expected: fails("throttled", 1),
  },
  {
    name: "HTTP 429 with a Retry-After that is neither number nor date",
    answer: () => () => ({ status: 429, headers: { "retry-after": "soon" }, body: "" }),
    expected: fails("throttled", 2),
  },
  ...serverErrors,
  {
    name: "HTTP 503 once, and then the listing",
    answer: (ground) => (_request, index) => (index === 0 ? { status: 503, body: "" } : ground.well()),
    expected: found(2),
  },
  {
    name: "HTTP 200 with HTML",
    answer: () => () => ({ headers: html, body: PORTAL }),
    expected: fails("invalid-response", 1, /text\/html/),
  },
  {
    name: "HTTP 200 with an empty body",
    answer: () => () => ({ body: "" }),
    expected: fails("invalid-response", 1, /0 characters/),
  },
  {
    name: "HTTP 204",
    answer: () => () => ({ status: 204, body: "" }),
    expected: fails("invalid-response", 1, /HTTP 204/),
  },
  {
    name: "HTTP 404 with the listing in it",
    answer: (ground) => () => ({ ...ground.well(), status: 404 }),
    expected: fails("invalid-response", 1, /HTTP 404/),
  },
  {
    name: "The listing with the content type of a page",
    answer: (ground) => () => ({ ...ground.well(), headers: html }),
    expected: found(1),
  },
];

export const http: Family = { title: "HTTP", kinds };
