import { select } from "../../src/core/selection";
import {
  checkQuery,
  commonArguments,
  ownArguments,
  queryArguments,
  selectionOf,
} from "../../src/lookup/query";
import { listingNamed, listings } from "../../src/vendors";
import { backupOf } from "../helpers/backups";
import { thrownBy } from "../helpers/client";

const redis = listingNamed("tencentcloud-redis");
const alicloud = listingNamed("alicloud-redis");

describe("a query", () => {
  it("offers the same words in every listing, and the listing's own ones", () => {
    for (const listing of listings) {
      const names = Object.keys(queryArguments(listing));
      const shared = Object.keys(listing.arguments).filter((name) => name in commonArguments);
      expect(shared).toEqual([]);
      expect(names).toEqual(
        expect.arrayContaining([
          "instanceId",
          "region",
          "endpoint",
          "profile",
          "types",
          "maxAge",
          "required",
        ]),
      );
      expect(names).toEqual(expect.arrayContaining(Object.keys(listing.arguments)));
    }
  });

  it("is split into the listing's arguments and the selection", () => {
    const query = { instanceId: "crs-1", status: [2], beginTime: null, maxAge: "1d", required: false };
    expect(ownArguments(redis, query)).toEqual({ status: [2] });
    expect(selectionOf(query)).toEqual({ maxAge: "1d", required: false });
  });

  it("that is wrong is an error that names the listing and the instance", () => {
    const error = thrownBy(() => checkQuery(redis, { instanceId: "crs-1", status: [7] }));
    expect(error.toJSON()).toMatchObject({
      code: "usage",
      argument: "status",
      listing: "tencentcloud-redis",
      instanceId: "crs-1",
    });
    expect(error.message).toBe("status: got [7], expected a list of any of: 1, 2, 3, 4, -1, -2");
    expect(thrownBy(() => checkQuery(redis, {})).instanceId).toBeUndefined();
  });

  it.each([
    ["tencentcloud-redis", { beginTime: "2026-02-01 00:00:00", endTime: "2026-01-01 00:00:00" }, "endTime"],
    ["jdcloud-redis", { startTime: "2026-02-01T00:00:00Z", endTime: "2026-01-01T00:00:00Z" }, "endTime"],
    ["alicloud-redis", { startTime: "2026-01-01T00:00:10Z", endTime: "2026-01-01T00:00:00Z" }, "endTime"],
    ["alicloud-redis", { clusterBackups: true, backupId: "1" }, "backupId"],
    ["alicloud-redis", { clusterBackups: true, needAof: false }, "needAof"],
    ["alicloud-redis", { clusterBackups: true, shardCount: 2 }, "shardCount"],
    ["alicloud-redis", { shardCount: 0 }, "shardCount"],
    ["alicloud-redis", { shardCount: 257 }, "shardCount"],
    ["jdcloud-redis", { instanceId: "../other" }, "instanceId"],
    ["tencentcloud-mysql", { warnAge: "2d", maxAge: "1d" }, "warnAge"],
    ["tencentcloud-mysql", { status: [2] }, "status"],
    ["alicloud-redis", { backupId: 7 }, "backupId"],
    ["tencentcloud-redis", { onUnavailable: "ignore" }, "onUnavailable"],
  ])("of %s with %j is refused before anybody is asked, for %s", (name, given, argument) => {
    const error = thrownBy(() => checkQuery(listingNamed(name), { instanceId: "db-1", ...given }));
    expect([error.code, error.argument]).toEqual(["usage", argument]);
  });

  it.each([" ", "\t", "\u00a0"])(
    "holds its time limits also if %j was copied along in front of them",
    (blank) => {
      const chosenOf = (day: number, limit: object) => {
        checkQuery(redis, { instanceId: "db-1", ...limit });
        return select(
          [backupOf({ startedAt: `2026-11-${day}T02:00:00Z` })],
          limit,
          new Date("2026-11-21T12:00:00Z"),
        ).latest;
      };
      const time = `${blank}2026-11-19T02:00:00Z`;
      expect([chosenOf(20, { startedBefore: time }), chosenOf(18, { startedAfter: time })]).toEqual([
        null,
        null,
      ]);
      expect(chosenOf(18, { startedBefore: time })).not.toBeNull();
    },
  );

  it("without contradictions is accepted", () => {
    expect(() =>
      checkQuery(alicloud, {
        instanceId: "r-bp1zxszhcgatnx****",
        startTime: "2019-03-11T10:00Z",
        endTime: "2019-03-14T18:00Z",
        backupId: "11611111",
        needAof: true,
        clusterBackups: false,
      }),
    ).not.toThrow();
  });
});

describe("the name of a listing", () => {
  it("that is unknown is an error with the known ones", () => {
    const known = listings.map(({ name }) => name);
    expect(known).toEqual(expect.arrayContaining(["tencentcloud-redis", "alicloud-redis"]));
    expect(thrownBy(() => listingNamed("aws-redis")).message).toBe(
      `listing: got "aws-redis", expected one of: ${known.join(", ")}`,
    );
  });
});
