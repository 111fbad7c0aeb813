import type { Socket } from "node:net";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import { type Handlers, protocolMethods } from "./protocol";

/** Longest message in either direction: far more than a listing of many thousand backups. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** Serves gRPC on connections that are made elsewhere. */
export interface GrpcServer {
  /** Serves a connection, which is plain or TLS that has been set up and checked already. */
  accept(socket: Socket): void;
}

/** Makes the gRPC server of the handlers. This file is the only one that knows which gRPC library is used. */
export function createGrpcServer(handlers: Handlers): GrpcServer {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
    "grpc.enable_channelz": 0,
  });
  for (const { name, path, request, answer } of protocolMethods()) {
    const handle = handlers[name] as (request: object) => Promise<object>;
    const unary = (call: ServerUnaryCall<object, object>, done: sendUnaryData<object>): void => {
      handle(call.request).then(
        (message) => done(null, message),
        (error: Error) => done({ code: status.INTERNAL, details: error.message }),
      );
    };
    server.register(path, unary, answer.encode, request.decode, "unary");
  }
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return { accept: (socket) => injector.injectConnection(socket) };
}
