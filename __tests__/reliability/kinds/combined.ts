import { gzipSync } from "node:zlib";
import { type Family, fails, found, type Kind } from "./kind";

const DAY = 86_400_000;
const reset = (socket: import("node:net").Socket) => void socket.resetAndDestroy();

const kinds: readonly Kind[] = [
  {
    name: "A throttle, then a reset, then the listing",
    retries: 2,
    answer: (ground) => (_request, index) =>
      index === 0 ? ground.refusalOf("throttled") : index === 1 ? reset : ground.well(),
    expected: found(3),
  },
  {
    name: "The second page is cut off, and then has another total",
    answer: (ground) => (request, index) => {
      if (index !== 1) return ground.paged(request, index === 0 ? ground.many(30) : ground.many(30).slice(1));
      const whole = JSON.stringify(ground.paged(request, ground.many(30)).json);
      return { body: whole.slice(0, whole.length / 2) };
    },
    expected: found(10),
  },
  {
    name: "The server's clock is a day ahead, and by it the newest backup has expired",
    answer: (ground) => (request) =>
      ground.clockAhead(DAY, request, (now) =>
        ground.page([
          ground.row("9005", 1.5, ground.vendor.outcomes.includes("expired") ? "expired" : "running", now),
          ...ground.rows({}, now),
        ]),
      ),
    expected: found([2, 3]),
  },
  {
    name: "HTTP 503 with HTML, then a redirect",
    answer: () => (_request, index) =>
      index === 0 ? { status: 503, body: "<p>busy" } : { status: 302, body: "" },
    expected: fails("invalid-response", 2, /redirect/),
  },
  {
    name: "An answer that wrongly claims compression, then a compressed one with a byte-order mark",
    answer: (ground) => (_request, index) => ({
      headers: { "content-encoding": "gzip" },
      body: index === 0 ? ground.text() : gzipSync(`\uFEFF${ground.text()}`),
    }),
    expected: found(2),
  },
  {
    name: "A throttle that asks for a second, then a body that never ends",
    seconds: 5,
    answer: (ground) => (_request, index) =>
      index === 0
        ? { ...ground.refusalOf("throttled"), headers: { "retry-after": "1" } }
        : (socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\n{"),
    expected: fails("timeout", 2),
  },
  {
    name: "The first page is right, and the second one always HTTP 502",
    answer: (ground) => (request) =>
      ground.isFirst(request) ? ground.paged(request, ground.many(30)) : { status: 502, body: "" },
    expected: fails("unavailable", 3, /HTTP 502/),
  },
  {
    name: "A row vanishes between two pages while the second one is throttled",
    answer: (ground) => (request, index) =>
      index === 1
        ? ground.refusalOf("throttled")
        : ground.paged(request, index === 0 ? ground.many(30) : ground.many(30).slice(1)),
    expected: found(10),
  },
  {
    name: "A row is listed twice, and an old one starts on 30 February",
    answer: (ground) => () =>
      ground.page([
        ...ground.rows(),
        ...ground.rows().slice(1, 2),
        { ...ground.row("800", 200), [ground.timeField]: "2026-02-30 01:00:00" },
      ]),
    expected: fails("invalid-response", 1, /2026-02-30/),
  },
  {
    name: "The vendor throttles, and then says that the keys are refused",
    answer: (ground) => (_request, index) => ground.refusalOf(index === 0 ? "throttled" : "expired"),
    expected: fails("credentials", 2),
  },
];

export const combined: Family = { title: "Two faults at once", kinds };
