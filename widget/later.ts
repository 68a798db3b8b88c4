/**
 * What opening the card loads: everything beside asking and the three steps. A module of its own,
 * so that a page which nobody calls from does not pay for it. What the script has already is lent
 * to it (lent.ts).
 */
export { default as css } from './styles/later.css?inline';
export { Choose } from './views/choose.tsx';
export { Outcome } from './views/outcome.tsx';
