import OpenApiUtil from "@alicloud/openapi-util";
import { Request } from "@alicloud/tea-typescript";
import * as fc from "fast-check";
import { canonicalQuery, percentEncode, sha256Hex } from "../../../src/clouds/crypto";
import { signAcs3 } from "../../../src/vendors/alicloud/signature";

describe("signAcs3", () => {
  // The worked example of Alibaba Cloud's "V3 request body and signature mechanism" page.
  it("reproduces the vendor's example", () => {
    const query = canonicalQuery({
      RegionId: "cn-shanghai",
      ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
    });
    const { authorization } = signAcs3({
      accessKey: "YourAccessKeyId",
      secretKey: "YourAccessKeySecret",
      method: "POST",
      query,
      headers: {
        Host: "ecs.cn-shanghai.aliyuncs.com",
        "User-Agent": "is not signed",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": sha256Hex(""),
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
      },
      body: "",
    });
    expect(query).toBe("ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai");
    expect(authorization).toBe(
      "ACS3-HMAC-SHA256 Credential=YourAccessKeyId," +
        "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version," +
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    );
  });

  it("makes the same signature as the official SDK", () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.]{0,20}$/);
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: "binary" }),
        fc.constantFrom("GET", "POST"),
        fc.dictionary(name, fc.string({ unit: "grapheme" })),
        fc.dictionary(fc.stringMatching(/^x-acs-[a-z0-9-]{1,20}$/), fc.string()),
        fc.string(),
        (secretKey, method, query, headers, body) => {
          const sent = {
            host: "127.0.0.1:8080",
            accept: "application/json",
            "content-type": "application/json",
            ...headers,
          };
          const request = new Request();
          request.method = method;
          request.pathname = "/";
          request.query = query;
          request.headers = sent;
          const ours = signAcs3({
            accessKey: "access-key",
            secretKey,
            method,
            query: canonicalQuery(query),
            headers: sent,
            body,
          });
          expect(ours.authorization).toBe(
            OpenApiUtil.getAuthorization(
              request,
              "ACS3-HMAC-SHA256",
              sha256Hex(body),
              "access-key",
              secretKey,
            ),
          );
        },
      ),
    );
  });
});

describe("percentEncode", () => {
  it("keeps the unreserved characters of RFC 3986 and no other", () => {
    expect(percentEncode("azAZ09-_.~")).toBe("azAZ09-_.~");
    expect(percentEncode("r-bp1****:/ +&=!'()é")).toBe(
      "r-bp1%2A%2A%2A%2A%3A%2F%20%2B%26%3D%21%27%28%29%C3%A9",
    );
  });
});
