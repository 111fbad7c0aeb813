import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEmulatorData } from "../../src/emulator";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "emulator-data-"));
});

async function file(text: string): Promise<string> {
  const path = join(folder, "data.json");
  await writeFile(path, text);
  return path;
}

const instance = '"listing": "tencentcloud-mysql", "instanceId": "cdb-1", "region": "ap-guangzhou"';

describe("readEmulatorData", () => {
  it("keeps integers beyond 2^53, and other numbers as they are", async () => {
    const rows = '[{"BackupId": 9223372036854775807, "Size": 1024, "Ratio": 0.5}]';
    const path = await file(`{"instances": [{${instance}, "backups": ${rows}}]}`);
    expect(await readEmulatorData(path)).toEqual({
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
    [`{"instances": [{${instance}}]}`, /instances\[0\]\.backups: /],
    [`{"instances": [{${instance}, "backups": [7]}]}`, /instances\[0\]\.backups\[0\]: /],
    [
      `{"instances": [{${instance}, "backups": []}, {${instance}, "backups": []}]}`,
      /instances\[1\]: tencentcloud-mysql cdb-1 in ap-guangzhou is also instances\[0\]/,
    ],
    [`{"instances": [{${instance}, "backups": [], "extra": 1}]}`, /instances\[0\]: .*extra/],
    [
      `{"instances": [{${instance.replace("mysql", "sundial")}, "backups": []}]}`,
      /instances\[0\]\.listing: .*tencentcloud-mysql/,
    ],
  ])("refuses %s and says where it is wrong", async (text, message) => {
    await expect(readEmulatorData(await file(text))).rejects.toMatchObject({
      code: "usage",
      argument: "data",
      message: expect.stringMatching(message),
      hint: expect.stringContaining("instances"),
    });
  });

  it("names a file that cannot be read", async () => {
    const path = join(folder, "none.json");
    await expect(readEmulatorData(path)).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining(path),
    });
  });
});
