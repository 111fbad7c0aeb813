"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const promises_1 = require("node:fs/promises");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const emulator_1 = require("../../src/emulator");
let folder;
beforeAll(async () => {
    folder = await (0, promises_1.mkdtemp)((0, node_path_1.join)((0, node_os_1.tmpdir)(), "emulator-data-"));
});
afterAll(() => (0, promises_1.rm)(folder, { recursive: true }));
async function file(text) {
    const path = (0, node_path_1.join)(folder, "data.json");
    await (0, promises_1.writeFile)(path, text);
    return path;
}
const instance = '"listing": "tencentcloud-mysql", "instanceId": "cdb-1", "region": "ap-guangzhou"';
describe("readEmulatorData", () => {
    it("keeps integers beyond 2^53, and other numbers as they are", async () => {
        const rows = '[{"BackupId": 9223372036854775807, "Size": 1024, "Ratio": 0.5}]';
        const path = await file(`{"instances": [{${instance}, "backups": ${rows}}]}`);
        expect(await (0, emulator_1.readEmulatorData)(path)).toEqual({
            instances: [
                {
                    listing: "tencentcloud-mysql",
                    instanceId: "cdb-1",
                    region: "ap-guangzhou",
                    backups: [{ BackupId: 9223372036854775807n, Size: 1024, Ratio: 0.5 }],
                },
            ],
        });
    });
    it.each([
        ["{", /is not JSON/],
        ["{}", /instances: /],
        [`{"instances": [{${instance}}]}`, /instances\.0\.backups: /],
        [`{"instances": [{${instance}, "backups": [7]}]}`, /instances\.0\.backups\.0: /],
        [`{"instances": [{${instance}, "backups": [], "extra": 1}]}`, /instances\.0: .*extra/],
        [
            `{"instances": [{${instance.replace("mysql", "mongodb")}, "backups": []}]}`,
            /instances\.0\.listing: .*tencentcloud-mysql/,
        ],
    ])("refuses %s and says where it is wrong", async (text, message) => {
        await expect((0, emulator_1.readEmulatorData)(await file(text))).rejects.toMatchObject({
            code: "usage",
            argument: "data",
            message: expect.stringMatching(message),
            hint: expect.stringContaining("instances"),
        });
    });
    it("names a file that cannot be read", async () => {
        const path = (0, node_path_1.join)(folder, "none.json");
        await expect((0, emulator_1.readEmulatorData)(path)).rejects.toMatchObject({
            code: "usage",
            message: expect.stringContaining(path),
        });
    });
});
