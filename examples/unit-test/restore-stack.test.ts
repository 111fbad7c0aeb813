/** Tests of your own stack, for Jest. They need no cloud, no Terraform and no key. */
import { Testing } from "cdktf";
import { type Backup, type LookupMaker, RESOLVE_CONTEXT, resolveBackups } from "cdktf-backups";
import { RestoreStack } from "./restore-stack";

describe("the restore stack", () => {
  it("asks for physical backups, and pins one a week", () => {
    const stack = new RestoreStack(Testing.app(), "restore", "2026-W47");
    const { data, resource } = JSON.parse(Testing.synth(stack));
    expect(data.backups_tencentcloud_mysql.orders).toMatchObject({
      instance_id: "cdb-7mx4r2te",
      methods: ["physical"],
    });
    expect(resource.backups_restore_point.point.keepers).toEqual({ week: "2026-W47" });
  });

  it("restores from the newest backup, with a cloud made up for the test", async () => {
    const newest: Backup = {
      id: "901",
      ids: ["901"],
      instanceId: "cdb-7mx4r2te",
      region: "ap-shanghai",
      status: "succeeded",
      startedAt: "2026-11-20T18:12:20Z",
      finishedAt: "2026-11-20T18:15:00Z",
      consistentFrom: "2026-11-20T18:12:20Z",
      consistentTo: "2026-11-20T18:15:00Z",
      expiresAt: null,
      sizeBytes: 1024,
      type: "full",
      method: "physical",
      trigger: "automatic",
      name: null,
      missingShards: [],
      vendor: {},
      downloadUrl: null,
      internalDownloadUrl: null,
    };
    const asked: string[] = [];
    const client: LookupMaker = {
      lookup: async (listing, query) => {
        asked.push(`${listing} ${query.instanceId}`);
        return {
          latestId: newest.id,
          latest: newest,
          backups: [newest],
          totalCount: 1,
          eligibleCount: 1,
          warnings: [],
        };
      },
    };
    const app = Testing.app({ context: { [RESOLVE_CONTEXT]: "synth" } });
    const stack = new RestoreStack(app, "restore", "2026-W47");
    await resolveBackups(app, { client });
    const { locals, data } = JSON.parse(Testing.synth(stack));
    expect(asked).toEqual(["tencentcloud-mysql cdb-7mx4r2te"]);
    expect(locals.orders.latest_id).toBe("901");
    expect(data).toBeUndefined();
  });
});
