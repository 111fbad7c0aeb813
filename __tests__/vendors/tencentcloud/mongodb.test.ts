import { demoCredentials, demoInstances } from "../../../src/emulator";
import { emulators } from "../../emulator/running";
import { clientOf } from "../../helpers/client";

const start = emulators();
const demo = demoInstances.find(({ listing }) => listing === "tencentcloud-mongodb");
const query = { instanceId: String(demo?.instanceId), region: String(demo?.region) };

describe("Tencent Cloud MongoDB", () => {
  it("finds the newest backup of any method, although the API lists only logical ones by default", async () => {
    const emulator = await start();
    const { latest, totalCount } = await clientOf(emulator.url, {}, demoCredentials).lookup(
      "tencentcloud-mongodb",
      query,
    );
    expect(latest?.method).toBe("physical");
    const instance = emulator.data.instances.find(({ instanceId }) => instanceId === query.instanceId);
    expect(totalCount).toBe(instance?.backups.length);
    expect(new Set(emulator.requests.map(({ params }) => params.BackupMethod))).toEqual(new Set([0, 1, 3]));
  });
});
