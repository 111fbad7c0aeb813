"use strict";
var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || (function () {
    var ownKeys = function(o) {
        ownKeys = Object.getOwnPropertyNames || function (o) {
            var ar = [];
            for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
            return ar;
        };
        return ownKeys(o);
    };
    return function (mod) {
        if (mod && mod.__esModule) return mod;
        var result = {};
        if (mod != null) for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
        __setModuleDefault(result, mod);
        return result;
    };
})();
Object.defineProperty(exports, "__esModule", { value: true });
const openapi_client_1 = __importStar(require("@alicloud/openapi-client"));
const tea_util_1 = require("@alicloud/tea-util");
const emulator_1 = require("../../src/emulator");
const running_1 = require("../emulator/running");
const PopCore = require("@alicloud/pop-core");
const start = (0, running_1.emulators)();
const { instanceId = "" } = emulator_1.demoInstances.find(({ listing }) => listing === "alicloud-redis") ?? {};
const window = { StartTime: "2010-01-01T10:00Z", EndTime: "2050-01-01T10:00Z" };
// The instance of the API's document: its ID shows whether "*" is encoded alike on both sides.
const sample = { InstanceId: "r-bp1zxszhcgatnx****", ...window };
/** @alicloud/openapi-client signs with ACS3-HMAC-SHA256. */
const askOpenApi = (method) => async (emulator, action, query, { accessKey, secretKey, token } = {}) => {
    const client = new openapi_client_1.default(new openapi_client_1.Config({
        accessKeyId: accessKey ?? emulator_1.demoCredentials.accessKey,
        accessKeySecret: secretKey ?? emulator_1.demoCredentials.secretKey,
        securityToken: token,
        endpoint: `127.0.0.1:${emulator.port}`,
        protocol: "HTTP",
        regionId: "cn-hangzhou",
    }));
    const params = new openapi_client_1.Params({
        action,
        version: "2015-01-01",
        protocol: "HTTP",
        pathname: "/",
        method,
        authType: "AK",
        style: "RPC",
        reqBodyType: "formData",
        bodyType: "json",
    });
    const answer = await client.callApi(params, new openapi_client_1.OpenApiRequest({ query }), new tea_util_1.RuntimeOptions({}));
    return answer.body;
};
/** @alicloud/pop-core signs with HMAC-SHA1, in the parameters. */
const askPopCore = (method) => (emulator, action, query, { accessKey, secretKey, token } = {}) => new PopCore({
    accessKeyId: accessKey ?? emulator_1.demoCredentials.accessKey,
    accessKeySecret: secretKey ?? emulator_1.demoCredentials.secretKey,
    securityToken: token,
    endpoint: emulator.url,
    apiVersion: "2015-01-01",
}).request(action, query, { method });
const clients = [
    ["@alicloud/openapi-client by POST", askOpenApi("POST")],
    ["@alicloud/openapi-client by GET", askOpenApi("GET")],
    ["@alicloud/pop-core by POST", askPopCore("POST")],
    ["@alicloud/pop-core by GET", askPopCore("GET")],
];
describe.each(clients)("%s, pointed at the emulator", (_, ask) => {
    it("pages through the backups of a standard and of a sharded instance", async () => {
        const emulator = await start();
        for (const InstanceId of [instanceId, emulator_1.shardedDemoInstance.instanceId]) {
            const ids = new Set();
            let total = 1;
            for (let page = 1; (page - 1) * 30 < total; page++) {
                const query = { InstanceId, ...window, PageSize: "30", PageNumber: String(page) };
                const answer = await ask(emulator, "DescribeBackups", query);
                total = Number(answer.TotalCount);
                for (const row of answer.Backups.Backup) {
                    ids.add(`${row.BackupStartTime} ${row.NodeInstanceId}`);
                }
            }
            expect(ids.size).toBe(total);
            expect(total).toBeGreaterThan(35);
        }
    });
    it("lists the backups of a cloud-native cluster", async () => {
        const { instanceId: InstanceId, region: RegionId } = emulator_1.clusterDemoInstance;
        const query = { InstanceId, RegionId, ...window, PageSize: "20" };
        const answer = await ask(await start(), "DescribeClusterBackupList", query);
        expect(answer.ClusterBackups).toHaveLength(20);
    });
    it("carries the token of a session", async () => {
        const keys = { accessKey: "temporary", secretKey: "secret" };
        const emulator = await start({ credentials: [{ ...keys, securityToken: "token/+=" }] });
        const answer = await ask(emulator, "DescribeBackups", sample, { ...keys, token: "token/+=" });
        expect(answer.TotalCount).toBe(1);
    });
    it("gets the vendor's own errors", async () => {
        const emulator = await start();
        await expect(ask(emulator, "DescribeBackups", sample, { secretKey: "other" })).rejects.toMatchObject({
            code: "SignatureDoesNotMatch",
        });
        await expect(ask(emulator, "DescribeBackups", sample, { accessKey: "other" })).rejects.toMatchObject({
            code: "InvalidAccessKeyId.NotFound",
        });
        await expect(ask(emulator, "DescribeBackups", { ...sample, InstanceId: "r-none" })).rejects.toMatchObject({ code: "InvalidInstanceId.NotFound" });
        await expect(ask(emulator, "DescribeBackups", { ...sample, InstanceId: emulator_1.clusterDemoInstance.instanceId })).rejects.toMatchObject({ code: "IncorrectDBInstanceType" });
    });
});
