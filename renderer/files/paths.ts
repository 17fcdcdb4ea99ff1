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

/** A typed or pasted path as the system takes it: Windows' 复制为路径 puts quotes around it. */
export function typedPath(text: string): string {
  return text
    .trim()
    .replace(/^["“](.*)["”]$/u, '$1')
    .trim();
}

/** The file a typed path means among its folder's files; Windows takes either case and either slash. */
export function fileMeant<F extends { name: string; folder: boolean }>(typed: string, files: readonly F[]): F | undefined {
  const name = nameOf(typed);
  const own = files.filter((file) => !file.folder);
  return own.find((file) => file.name === name) ?? own.find((file) => file.name.toLowerCase() === name.toLowerCase());
}

export function withExtension(name: string, extension: string): string {
  return extensionOf(name) === extension ? name : `${name}.${extension}`;
}

/** True where Windows would refuse the name; Linux takes more, but plans travel between both. */
export function isBadName(name: string): boolean {
  return /[\\/:*?"<>|]/.test(name) || [...name].some((c) => (c.codePointAt(0) ?? 0) < 32) || /^\.+$/.test(name.trim());
}
