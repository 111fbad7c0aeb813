"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.askTencent = askTencent;
exports.askAlicloud = askAlicloud;
exports.askAlicloudV1 = askAlicloudV1;
exports.askJdcloud = askJdcloud;
const node_crypto_1 = require("node:crypto");
const lossless_json_1 = require("lossless-json");
const signature_1 = require("../../src/clouds/alicloud/signature");
const crypto_1 = require("../../src/clouds/crypto");
const signature_2 = require("../../src/clouds/jdcloud/signature");
const signature_3 = require("../../src/clouds/tencentcloud/signature");
const emulator_1 = require("../../src/emulator");
const signature_v1_1 = require("../../src/emulator/alicloud/signature-v1");
const time_1 = require("../../src/time");
async function send(url, init) {
    const response = await fetch(url, { redirect: "manual", ...init });
    const text = await response.text();
    const json = response.headers.get("content-type") === "application/json";
    return {
        status: response.status,
        headers: response.headers,
        body: json ? (0, lossless_json_1.parse)(text, undefined, lossless_json_1.parseNumberAndBigInt) : text,
    };
}
const apis = {
    redis: { action: "DescribeInstanceBackups", version: "2018-04-12" },
    cdb: { action: "DescribeBackups", version: "2017-03-20" },
};
/** Asks a Tencent Cloud listing with a TC3 signature. */
function askTencent(emulator, service, params, options = {}) {
    const method = options.method ?? "POST";
    const body = method === "GET" ? "" : JSON.stringify(params);
    const contentType = method === "GET" ? "application/x-www-form-urlencoded" : "application/json";
    const { authorization, timestamp } = (0, signature_3.signTc3)({
        secretId: options.accessKey ?? emulator_1.demoCredentials.accessKey,
        secretKey: options.secretKey ?? emulator_1.demoCredentials.secretKey,
        service,
        host: options.host ?? new URL(emulator.url).host,
        contentType,
        body,
        date: options.date ?? new Date(),
        method,
        query: options.query,
    });
    return send(`${emulator.url}/${options.query ? `?${options.query}` : ""}`, {
        method,
        body: method === "GET" ? undefined : body,
        headers: {
            authorization,
            "content-type": contentType,
            "x-tc-action": apis[service].action,
            "x-tc-version": apis[service].version,
            "x-tc-timestamp": timestamp,
            "x-tc-region": options.region ?? "ap-guangzhou",
            ...(options.token ? { "x-tc-token": options.token } : {}),
            ...options.tamper,
        },
    });
}
/** Asks the Alibaba Cloud listing with an ACS3 signature. */
function askAlicloud(emulator, query, options = {}) {
    const headers = {
        host: new URL(emulator.url).host,
        "x-acs-action": options.action ?? "DescribeBackups",
        "x-acs-version": "2015-01-01",
        "x-acs-date": (0, time_1.toRfc3339)(options.date ?? new Date()),
        "x-acs-signature-nonce": options.nonce ?? (0, node_crypto_1.randomUUID)(),
        "x-acs-content-sha256": options.bodyHash ?? (0, crypto_1.sha256Hex)(""),
        ...(options.token ? { "x-acs-security-token": options.token } : {}),
    };
    const method = options.method ?? "GET";
    const signed = (0, signature_1.signAcs3)({
        accessKey: options.accessKey ?? emulator_1.demoCredentials.accessKey,
        secretKey: options.secretKey ?? emulator_1.demoCredentials.secretKey,
        method,
        path: "/",
        query,
        headers,
        body: "",
    });
    const { host: _, ...sent } = headers;
    return send(`${emulator.url}/?${signed.canonicalQuery}`, {
        method,
        headers: { ...sent, authorization: signed.authorization, ...options.tamper },
    });
}
/** Asks the Alibaba Cloud listing with the older signature in the query. */
function askAlicloudV1(emulator, query, options = {}) {
    const params = {
        Action: "DescribeBackups",
        Version: "2015-01-01",
        Format: "JSON",
        Timestamp: (0, time_1.toRfc3339)(options.date ?? new Date()),
        SignatureMethod: "HMAC-SHA1",
        SignatureVersion: "1.0",
        SignatureNonce: options.nonce ?? (0, node_crypto_1.randomUUID)(),
        AccessKeyId: options.accessKey ?? emulator_1.demoCredentials.accessKey,
        ...(options.token ? { SecurityToken: options.token } : {}),
        ...query,
    };
    const Signature = (0, signature_v1_1.signRpcV1)(options.secretKey ?? emulator_1.demoCredentials.secretKey, "GET", params);
    return send(`${emulator.url}/?${(0, crypto_1.canonicalQuery)({ ...params, Signature })}`, { method: "GET" });
}
/** Asks the JD Cloud listing. */
function askJdcloud(emulator, instanceId, query = {}, options = {}) {
    const region = options.region ?? "cn-north-1";
    const headers = {
        host: new URL(emulator.url).host,
        "x-jdcloud-nonce": options.nonce ?? (0, node_crypto_1.randomUUID)(),
        ...(options.token ? { "x-jdcloud-security-token": options.token } : {}),
    };
    const signed = (0, signature_2.signJdcloud2)({
        accessKey: options.accessKey ?? emulator_1.demoCredentials.accessKey,
        secretKey: options.secretKey ?? emulator_1.demoCredentials.secretKey,
        service: "redis",
        region,
        method: "GET",
        path: `/v1/regions/${region}/cacheInstance/${instanceId}/backup`,
        query,
        headers,
        body: "",
        date: options.date ?? new Date(),
    });
    const { host: _, ...sent } = headers;
    return send(`${emulator.url}${signed.canonicalPath}?${signed.canonicalQuery}`, {
        headers: {
            ...sent,
            "x-jdcloud-date": signed.timestamp,
            authorization: signed.authorization,
            ...options.tamper,
        },
    });
}
