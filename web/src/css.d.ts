/** Stylesheets are imported for their effect; Vite puts them beside the chunk that uses them. */
declare module '*.css';
