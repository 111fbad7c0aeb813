"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const requests_1 = require("./requests");
const running_1 = require("./running");
const start = (0, running_1.emulators)();
const data = {
    instances: [
        {
            listing: "tencentcloud-mysql",
            instanceId: "cdb-test",
            region: "ap-guangzhou",
            backups: Array.from({ length: 23 }, (_, index) => ({ BackupId: 9223372036854775700n + BigInt(index) })),
        },
    ],
};
describe("the emulated DescribeBackups of MySQL", () => {
    it("pages through all backups, whatever their status, with exact IDs", async () => {
        const emulator = await start({ data });
        const ids = [];
        for (const Offset of [0, 10, 20]) {
            const { body } = await (0, requests_1.askTencent)(emulator, "cdb", { InstanceId: "cdb-test", Limit: 10, Offset });
            expect(body.Response.TotalCount).toBe(23n);
            ids.push(...body.Response.Items.map((row) => row.BackupId));
        }
        expect(ids).toEqual(data.instances[0]?.backups.map((row) => row.BackupId));
    });
    it("lists the backups of its document's instance", async () => {
        const { body } = await (0, requests_1.askTencent)(await start(), "cdb", { InstanceId: "cdb-c1nl9rpv" });
        expect(body.Response.Items.map((row) => row.BackupId)).toEqual([
            12445233n,
            436184134n,
        ]);
    });
    it.each([
        [{}, "MissingParameter"],
        [{ InstanceId: "cdb-test", Limit: 101 }, "InvalidParameter"],
        [{ InstanceId: "cdb-test", Offset: -1 }, "InvalidParameter"],
        [{ InstanceId: "cdb-test", Status: [2] }, "UnknownParameter"],
        [{ InstanceId: "cdb-none" }, "InvalidParameter.InstanceNotFound"],
    ])("refuses %j with %s", async (params, code) => {
        const { status, body } = await (0, requests_1.askTencent)(await start({ data }), "cdb", params);
        expect(status).toBe(200);
        expect(body.Response.Error.Code).toBe(code);
    });
});
