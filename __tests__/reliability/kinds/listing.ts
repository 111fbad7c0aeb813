import { NEXT } from "../ground";
import { type Family, fails, found, type Kind } from "./kind";

const kinds: readonly Kind[] = [
  {
    name: "The list is null, and the total is not 0",
    answer: (ground) => () => ground.page(null, 3),
    expected: fails("invalid-response", 5),
  },
  {
    name: "The list is missing, and the total is not 0",
    answer: (ground) => () => ground.page(undefined as never, 3),
    expected: fails("invalid-response", 1, /missing/),
  },
  {
    name: "The listing is empty",
    answer: (ground) => () => ground.page([], 0),
    expected: fails("no-eligible-backup", 1, /the listing is empty/),
  },
  {
    name: "The total is missing",
    answer: (ground) => () => ({ json: ground.vendor.envelope(ground.rows(), undefined) }),
    expected: fails("invalid-response", 1),
  },
  {
    name: "The total is a word",
    answer: (ground) => () => ground.page(ground.rows(), "many"),
    expected: fails("invalid-response", 1),
  },
  {
    name: "The total is negative",
    answer: (ground) => () => ground.page(ground.rows(), -1),
    expected: fails("invalid-response", 1),
  },
  {
    name: "The total is too small",
    answer: (ground) => () => ground.page(ground.rows(), 2),
    expected: fails("invalid-response", 5),
  },
  {
    name: "The total is too big",
    answer: (ground) => (request) =>
      ground.isFirst(request) ? ground.page(ground.rows(), 7) : ground.page([], 7),
    expected: fails("invalid-response", 10),
  },
  {
    name: "A row is listed twice",
    answer: (ground) => () => ground.page([...ground.rows(), ...ground.rows().slice(1, 2)]),
    expected: found(2),
  },
  {
    name: "The newest backup is listed twice, as running and as done",
    answer: (ground) => () =>
      ground.page([...ground.rows(), { ...ground.row("9001", 1), [ground.idField]: "9001" }]),
    expected: fails("invalid-response", 5, /9001/),
  },
  {
    name: "An older row vanishes while pages are read",
    answer: (ground) => (request, index) =>
      ground.paged(request, index === 0 ? ground.many(30) : ground.many(30).slice(1)),
    expected: found(9),
  },
  {
    name: "A row vanishes, and another appears: the total stays",
    answer: (ground) => (request, index) =>
      ground.paged(
        request,
        index === 0 ? ground.many(30) : [...ground.many(30).slice(1), ground.row("100", 2000)],
      ),
    expected: found(9),
  },
  {
    name: "A newer backup appears while pages are read",
    right: "2001",
    answer: (ground) => (request, index) =>
      ground.paged(request, index === 0 ? ground.many() : [ground.row("2001", 1), ...ground.many()]),
    expected: found(8),
  },
  {
    name: "Rows move to other pages with every request",
    answer: (ground) => (request, index) => {
      const rows = ground.many();
      const shift = (index * 17) % rows.length;
      return ground.paged(request, [...rows.slice(shift), ...rows.slice(0, shift)]);
    },
    expected: fails("invalid-response", 10, /after 5 readings/),
  },
  {
    name: "A page in the middle is empty",
    answer: (ground) => (request) => {
      const rows = [
        ...ground.many(),
        ...Array.from({ length: 30 }, (_, n) => ground.row(`${700 - n}`, 100 + n)),
      ];
      return ground.paged(request, rows, (page) => ({
        rows: page.length === 30 && !ground.isFirst(request) ? [] : page,
      }));
    },
    expected: fails("invalid-response", 10, /after 5 readings/),
  },
  {
    name: "A row on the second page has no ID",
    answer: (ground) => (request) =>
      ground.paged(request, ground.many(), (page) => ({
        rows: ground.isFirst(request) ? page : [{ ...page[0], [ground.idField]: null }, ...page.slice(1)],
      })),
    expected: found(5),
  },
  {
    name: "The newest row is another instance's",
    answer: (ground) => () => {
      const foreign = { ...ground.row("666", 1), [ground.ownerField]: `${ground.vendor.instanceId}x` };
      return ground.page([...ground.rows(), foreign]);
    },
    expected: fails("invalid-response", 1, /expected the instance asked for/),
  },
  {
    name: "The listing grows for ever",
    answer: (ground) => (request, index) =>
      ground.paged(request, [
        ...Array.from({ length: index }, (_, n) => ground.row(`${5000 + index - n}`, 1)),
        ...ground.many(),
      ]),
    expected: fails("invalid-response", 15, /readings/),
  },
  {
    name: "Every page is full, for ever",
    answer: (ground) => (request) => {
      const { offset } = ground.vendor.page(request);
      return ground.page(
        Array.from({ length: 30 }, (_, n) => ground.row(`${100_000 + offset + n}`, 2 + offset + n)),
        45,
      );
    },
    expected: fails("invalid-response", 20, /readings/),
  },
  {
    name: "The total is a billion",
    answer: (ground) => () => ground.page(ground.rows(), 1_000_000_000),
    expected: fails("invalid-response", 1, /more than 2000 pages/),
  },
  {
    name: "Nothing in the listing can be restored",
    answer: (ground) => () => ground.page([ground.row("1", 1, "running"), ground.row("2", 2, "running")]),
    expected: fails("no-eligible-backup", 1, /2 status running/),
  },
  {
    name: "The newest backup started after `--started-before`",
    flags: ["--started-before", new Date(Date.now() - 10 * 3_600_000).toISOString()],
    right: NEXT,
    answer: (ground) => () => ground.well(),
    expected: found(1),
  },
];

export const listing: Family = { title: "Listing", kinds };
