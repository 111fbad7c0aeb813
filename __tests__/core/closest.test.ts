import { closest } from "../../src/core/closest";
import { regions } from "../../src/vendors/tencentcloud/regions";

it.each([
  ["ap-gaungzhou", "ap-guangzhou"],
  ["ap-guanzhou", "ap-guangzhou"],
  ["ap-beijjing", "ap-beijing"],
  ["AP-Shanghai", "ap-shanghai"],
  ["ap_shanghai-fsi", "ap-shanghai-fsi"],
  ["moon-1", undefined],
  ["", undefined],
  ["x".repeat(100_000), undefined],
])("%p is most like %p", (mistyped, meant) => {
  expect(closest(mistyped, regions)).toBe(meant);
});
