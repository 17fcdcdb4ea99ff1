// Stylesheets are taken in for their effect; the build collects them.
declare module '*.css';
