import { combined } from "./combined";
import { data } from "./data";
import { http } from "./http";
import { json } from "./json";
import type { Family } from "./kind";
import { listing } from "./listing";
import { network } from "./network";
import { refusals } from "./refusals";

/** Every kind of fault, by family. */
export const families: readonly Family[] = [network, http, json, listing, refusals, data, combined];
