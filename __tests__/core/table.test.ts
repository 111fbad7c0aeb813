import { formatTable } from "../../src/core/table";

const rows = [
  ["cdb-1", "订单数据库", "yes"],
  ["cdb-2", "café ｱ", "no"],
  ["cdb-3", "e\u0301tat 😀", "no"],
];

const columns = ["ID", "NAME", "ELIGIBLE"].map((title, place) => ({
  title,
  text: (row: readonly string[]) => row[place] ?? "",
}));

it("a table's columns stand below each other as a terminal shows them, on a pipe as on a screen", () => {
  const table = formatTable(columns, rows);
  expect(table).toBe(
    "ID     NAME        ELIGIBLE\n" +
      "cdb-1  订单数据库  yes\n" +
      "cdb-2  café ｱ      no\n" +
      "cdb-3  e\u0301tat 😀     no\n",
  );
  const screen = { columns: 80, hasColor: false };
  expect(formatTable(columns, rows, screen)).toBe(table);
});
