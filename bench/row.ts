/** A line of the result: what was measured, what is wanted, and whether it was met. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  /** Empty for a figure that is for information. */
  readonly goal: string;
  readonly met?: boolean;
}

/** A row that is held to a largest value. */
export function atMost(what: string, value: number, most: number, detail = ""): Row {
  const figure = `${value.toFixed(2)}${detail && ` (${detail})`}`;
  return { what, figure, goal: `≤ ${most.toFixed(2)}`, met: value <= most };
}

/** A row for information. */
export function info(what: string, figure: string): Row {
  return { what, figure, goal: "" };
}
