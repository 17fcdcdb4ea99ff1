// A file dropped on the window, as far as the contract knows it: a name. The core is type-checked without a browser's types
// (tsconfig.shared.json); in the window this merges with the browser's own File.
interface File {
  readonly name: string;
}
