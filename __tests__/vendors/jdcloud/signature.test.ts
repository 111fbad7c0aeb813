import * as fc from "fast-check";
import { canonicalQuery } from "../../../src/clouds/crypto";
import { canonicalPath, signJdcloud2 } from "../../../src/vendors/jdcloud/signature";

interface SdkRequest {
  request: {
    headers: {
      get(name: string): string | null;
      forEach(visit: (value: string, name: string) => void): void;
    };
  };
  path: string;
}

const sdk = require("jdcloud-sdk-js/src/lib/core") as { config: { logger: () => void } };
const SdkRequest = require("jdcloud-sdk-js/src/lib/request") as new (...args: unknown[]) => SdkRequest;
const SdkSigner = require("jdcloud-sdk-js/src/lib/signers/v2") as new (
  request: SdkRequest,
  serviceName: string,
) => { addAuthorization(credentials: { accessKeyId: string; secretAccessKey: string }, date: Date): void };
require("jdcloud-sdk-js/src/lib/node_loader");

beforeAll(() => {
  sdk.config.logger = () => {};
});

describe("signJdcloud2", () => {
  // The worked example of JD Cloud's "Signature" page.
  it("reproduces the vendor's example", () => {
    const path = canonicalPath("/v1/resource:action");
    const query = canonicalQuery({ p1: "p1", p0: "p0", o: "%", u: "u" });
    const { authorization, timestamp } = signJdcloud2({
      accessKey: "TESTAK",
      secretKey: "TESTSK",
      service: "test",
      region: "cn-north-1",
      method: "POST",
      path,
      query,
      headers: { "x-jdcloud-nonce": "testnonce", "x-my-header": "test", "x-my-header_blank": " blank" },
      body: "body data",
      date: new Date("2019-02-14T10:45:14Z"),
    });
    expect(path).toBe("/v1/resource%3Aaction");
    expect(query).toBe("o=%25&p0=p0&p1=p1&u=u");
    expect(timestamp).toBe("20190214T104514Z");
    expect(authorization).toBe(
      "JDCLOUD2-HMAC-SHA256 Credential=TESTAK/20190214/cn-north-1/test/jdcloud2_request, " +
        "SignedHeaders=x-jdcloud-date;x-jdcloud-nonce;x-my-header;x-my-header_blank, " +
        "Signature=2a98f83c074e7bee260bfc8ef64f009c07595bd93f7f0c3f4e156bf6479ed9bf",
    );
  });

  // The vector of the vendor's Go signer. Its test passes an empty body, but the signature is over this one.
  it("reproduces the vector of the vendor's Go signer", () => {
    const { signature } = signJdcloud2({
      accessKey: "access key",
      secretKey: "secret key",
      service: "test",
      region: "cn-north-1",
      method: "POST",
      path: "/v1/region/cn-north-1/test",
      query: "filters.1.name=id&filters.1.values.1=v1&filters.1.values.2=v2",
      headers: {
        host: "test.cn-north-1.jdcloud-api.net",
        "content-type": "application/json",
        "user-agent": "is not signed",
        "x-jdcloud-nonce": "test nonce",
      },
      body: "this is body",
      date: new Date("2019-02-14T10:45:14Z"),
    });
    expect(signature).toBe("ab7f411c1af4d3938f69a24539572418fa4dcdb40e3c0dd4aa329fbca091688e");
  });

  it("makes the same signature as the official SDK", () => {
    const value = fc.string({ unit: "grapheme" });
    const segment = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9:*!()' _-]{0,20}$/);
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        segment,
        segment,
        fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z0-9.]{0,10}$/), value),
        fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
        (secretKey, region, instanceId, query, date) => {
          const credentials = { accessKeyId: "access-key", secretAccessKey: secretKey };
          const service = {
            config: {
              basePath: "/v1",
              regionId: region,
              endpoint: { protocol: "http", host: "127.0.0.1:80" },
            },
          };
          const request = new SdkRequest(
            service,
            "/regions/{regionId}/cacheInstance/{cacheInstanceId}/backup",
            "GET",
            { regionId: region, cacheInstanceId: instanceId },
            query,
            {},
            {},
            undefined,
            ["application/json"],
          );
          new SdkSigner(request, "redis").addAuthorization(credentials, date);
          const headers: Record<string, string> = {};
          request.request.headers.forEach((text, name) => {
            headers[name] = text;
          });
          const path = canonicalPath(`/v1/regions/${region}/cacheInstance/${instanceId}/backup`);
          const ours = signJdcloud2({
            accessKey: "access-key",
            secretKey,
            service: "redis",
            region,
            method: "GET",
            path,
            query: canonicalQuery(query),
            headers,
            body: "",
            date,
          });
          expect(path).toBe(request.path);
          expect(ours.authorization).toBe(headers.authorization);
        },
      ),
    );
  });
});
