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
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
const openapi_util_1 = __importDefault(require("@alicloud/openapi-util"));
const tea_typescript_1 = require("@alicloud/tea-typescript");
const fc = __importStar(require("fast-check"));
const signature_1 = require("../../../src/clouds/alicloud/signature");
const crypto_1 = require("../../../src/clouds/crypto");
describe("signAcs3", () => {
    // The worked example of Alibaba Cloud's "V3 request body and signature mechanism" page.
    it("reproduces the vendor's example", () => {
        const { authorization, canonicalQuery } = (0, signature_1.signAcs3)({
            accessKey: "YourAccessKeyId",
            secretKey: "YourAccessKeySecret",
            method: "POST",
            path: "/",
            query: {
                RegionId: "cn-shanghai",
                ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
            },
            headers: {
                Host: "ecs.cn-shanghai.aliyuncs.com",
                "User-Agent": "is not signed",
                "x-acs-action": "RunInstances",
                "x-acs-content-sha256": (0, crypto_1.sha256Hex)(""),
                "x-acs-date": "2023-10-26T10:22:32Z",
                "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
                "x-acs-version": "2014-05-26",
            },
            body: "",
        });
        expect(canonicalQuery).toBe("ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai");
        expect(authorization).toBe("ACS3-HMAC-SHA256 Credential=YourAccessKeyId," +
            "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version," +
            "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    });
    it("signs whatever the official SDK signs, with the same signature", () => {
        const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.]{0,20}$/);
        fc.assert(fc.property(fc.string({ minLength: 1, unit: "binary" }), fc.constantFrom("GET", "POST"), fc.dictionary(name, fc.string({ unit: "grapheme" })), fc.dictionary(fc.stringMatching(/^x-acs-[a-z0-9-]{1,20}$/), fc.string()), fc.string(), (secretKey, method, query, headers, body) => {
            const sent = {
                host: "127.0.0.1:8080",
                accept: "application/json",
                "content-type": "application/json",
                ...headers,
            };
            const request = new tea_typescript_1.Request();
            request.method = method;
            request.pathname = "/";
            request.query = query;
            request.headers = sent;
            const ours = (0, signature_1.signAcs3)({
                accessKey: "access-key",
                secretKey,
                method,
                path: "/",
                query,
                headers: sent,
                body,
            });
            expect(ours.authorization).toBe(openapi_util_1.default.getAuthorization(request, "ACS3-HMAC-SHA256", (0, crypto_1.sha256Hex)(body), "access-key", secretKey));
        }));
    });
});
describe("percentEncode", () => {
    it("keeps the unreserved characters of RFC 3986 and no other", () => {
        expect((0, signature_1.percentEncode)("azAZ09-_.~")).toBe("azAZ09-_.~");
        expect((0, signature_1.percentEncode)("r-bp1****:/ +&=!'()é")).toBe("r-bp1%2A%2A%2A%2A%3A%2F%20%2B%26%3D%21%27%28%29%C3%A9");
    });
});
