/** The page's icons, which differ in shape and in colour. */
import type { State } from "../states";
import { html, Markup } from "./html";

const SHAPES: Readonly<Record<State, string>> = {
  failing:
    '<path fill="currentColor" d="M4.9.5h6.2l4.4 4.4v6.2l-4.4 4.4H4.9L.5 11.1V4.9z"/><path stroke="var(--glyph)" stroke-width="1.9" stroke-linecap="round" d="M5.3 5.3l5.4 5.4m0-5.4l-5.4 5.4"/>',
  late: '<path fill="currentColor" d="M8 .8l7.6 13.7H.4z"/><path stroke="var(--glyph)" stroke-width="1.9" stroke-linecap="round" d="M8 6v3.6m0 2.5v.1"/>',
  unknown:
    '<path fill="currentColor" d="M8 0l8 8-8 8-8-8z"/><path fill="none" stroke="var(--glyph)" stroke-width="1.6" stroke-linecap="round" d="M6 6.3c.2-2.6 4-2.3 4 0 0 1.5-2 1.5-2 3m0 2.3v.1"/>',
  fine: '<circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" stroke-width="1.5"/><path fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" d="M5 8.3l2.1 2.2L11 6"/>',
  muted:
    '<circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.5 1.8"/><path stroke="currentColor" stroke-width="1.7" stroke-linecap="round" d="M5 8h6"/>',
};

/** SVG symbols of the icons. */
export const iconSymbols = new Markup(
  `${Object.entries(SHAPES)
    .map(([state, shape]) => `<symbol id="${state}" viewBox="0 0 16 16">${shape}</symbol>`)
    .join(
      "",
    )}<symbol id="opener" viewBox="0 0 12 12"><path d="M2 4l4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.6"/></symbol>`,
);

/** The icon of a state, for use beside its name. */
export function icon(state: State): Markup {
  return html`<svg class="i ${state}" aria-hidden="true"><use href="#${state}"/></svg>`;
}
