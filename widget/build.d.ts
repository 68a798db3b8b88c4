/** Path of what is loaded later, written in by the build: `/widget-later-<content hash>.js`. */
declare const LATER: string;
