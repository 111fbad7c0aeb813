import { columnsOf, formatTable } from "../../src/core/table";

const rows = [
  ["cdb-1", "订单数据库", "yes"],
  ["cdb-2", "café ｱ", "no"],
  ["cdb-3", "e\u0301tat 😀", "no"],
];

it("a table's columns stand below each other as a terminal shows them, on a pipe as on a screen", () => {
  const table = formatTable(columnsOf(["ID", "NAME", "ELIGIBLE"]), rows);
  expect(table).toBe(
    "ID     NAME        ELIGIBLE\n" +
      "cdb-1  订单数据库  yes\n" +
      "cdb-2  café ｱ      no\n" +
      "cdb-3  e\u0301tat 😀     no\n",
  );
  const screen = { columns: 80, hasColor: false };
  expect(formatTable(columnsOf(["ID", "NAME", "ELIGIBLE"]), rows, screen)).toBe(table);
});
