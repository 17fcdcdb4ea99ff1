// Which plan a start names: the first argument that ends in .anju, as a full path.

import path from 'node:path';

/** `folder`: where a path without one begins. Switches (Chromium adds its own to a second start) are passed over. */
export function planArgument(args: readonly string[], folder: string): string | null {
  const named = args.find((argument) => !argument.startsWith('-') && /\.anju$/i.test(argument));
  return named ? path.resolve(folder, named) : null;
}
