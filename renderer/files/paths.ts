// Paths as people and both systems write them: the far side decides what is valid, this only takes apart and puts together.

/** The last part of a path. */
export function nameOf(path: string): string {
  const parts = path.split(/[\\/]/).filter(Boolean);
  return parts.at(-1) ?? path;
}

export function folderOf(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return at <= 0 ? path.slice(0, at + 1) : path.slice(0, at);
}

/** Joins with the separator that the folder itself uses. */
export function inFolder(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** The ending without its dot, in small letters. */
export function extensionOf(path: string): string {
  const name = nameOf(path);
  const at = name.lastIndexOf('.');
  return at <= 0 ? '' : name.slice(at + 1).toLowerCase();
}

export function withExtension(name: string, extension: string): string {
  return extensionOf(name) === extension ? name : `${name}.${extension}`;
}

/** True where Windows would refuse the name; Linux takes more, but plans travel between both. */
export function isBadName(name: string): boolean {
  return /[\\/:*?"<>|]/.test(name) || [...name].some((c) => (c.codePointAt(0) ?? 0) < 32) || /^\.+$/.test(name.trim());
}
