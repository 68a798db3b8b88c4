/**
 * What opening the card loads: everything beside asking and the three steps. A module of its own,
 * so that a page which nobody calls from does not pay for it. Its drawings are plain objects,
 * hence its copy of the JSX runtime and the script's renderer understand each other.
 */
export { default as css } from './styles/outcomes.css?inline';
export { Outcome } from './views/outcome.tsx';
