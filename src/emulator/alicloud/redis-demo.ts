import type { DemoInstance, InstanceName } from "../api";
import type { VendorRow } from "../data";
import { after, lastNight, shuffle } from "../demo-schedule";
import { NODES, redisRow } from "./redis-rows";

/** A classic sharded instance: a backup has one row for each of the three nodes. */
export const shardedDemoInstance: InstanceName = { instanceId: "r-bp1c6jm2x9fu4vse", region: "cn-hangzhou" };
/** A cloud-native cluster, listed only by DescribeClusterBackupList. */
export const clusterDemoInstance: InstanceName = {
  instanceId: "r-8vb5k0ry7wgd2nah",
  region: "cn-zhangjiakou",
};

/** The sharded instance, the cluster, and the instances of the API's newer and older document. */
export function furtherDemo(now: Date): DemoInstance[] {
  return [
    { ...shardedDemoInstance, backups: shardedBackups(now) },
    { ...clusterDemoInstance, kind: "cluster" },
    {
      instanceId: "r-bp1zxszhcgatnx****",
      region: "cn-hangzhou",
      backups: [
        {
          BackupMethod: "Physical",
          EngineVersion: "4.0",
          BackupIntranetDownloadURL: "http://rdsbak-hz-v3.oss-cn-hangzhou-internal.aliyuncs.com/********",
          BackupMode: "Automated",
          BackupSize: 2263040,
          BackupId: 775661111,
          NodeInstanceId: "r-bp12fdcf4dea****",
          BackupDBNames: "all",
          BackupDownloadURL: "http://rdsbak-hz-v3.oss-cn-hangzhou.aliyuncs.com/********",
          BackupEndTime: "2020-10-30T17:31:26Z",
          BackupStartTime: "2020-10-30T17:28:28Z",
          BackupType: "FullBackup",
          BackupStatus: "Success",
        },
      ],
    },
    {
      instanceId: "de5d88e34d004211",
      region: "cn-shenzhen",
      backups: [
        {
          BackupId: "187709043",
          BackupDBNames: "all",
          BackupStatus: "Success",
          BackupType: "Fullbackup",
          BackupStartTime: "2017-10-18T10:34:52Z",
          BackupEndTime: "2017-10-18T10:36:06Z",
          BackupMode: "Manual",
          BackupMethod: "Physical",
          BackupDownloadURL:
            "https://rdsbak-st-v2.oss-cn-shenzhen.aliyuncs.com/custins4588367/hins3402581_data_20171018183408.rdb" +
            "?OSSAccessKeyId=AAAAAAAAAAAAAAAA&Expires=1508409386&Signature=rYyFYVdMOhhTJ0TAPafGc6oJSuk%3D",
          BackupSize: "1024",
        },
      ],
    },
  ];
}

/**
 * Thirteen nightly runs of three nodes, one of them with a failed node, and a newer manual run with rows of only two
 * nodes. Neither of these two can be restored.
 */
function shardedBackups(now: Date): VendorRow[] {
  const instance = { ...shardedDemoInstance, backups: [] };
  const rowsOf = (run: Date, nodes: readonly number[], manual: boolean, failedNode?: number) =>
    nodes.map((node) => {
      const outcome = node === failedNode ? "failed" : "succeeded";
      return redisRow({ instance, start: after(run, node * 4), outcome, manual }, node);
    });
  const night = lastNight(now);
  const nightly = Array.from({ length: 13 }, (_, age) =>
    rowsOf(after(night, -age * 24 * 3600), NODES, false, age === 3 ? 1 : undefined),
  );
  const rows = [...rowsOf(after(night, 40 * 60), [0, 1], true), ...nightly.flat()];
  return shuffle(rows, (row) => String(row.BackupId));
}
