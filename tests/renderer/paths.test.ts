// Paths and times as the start screen and the pickers show them.

import { expect, test } from 'vitest';
import {
  extensionOf,
  fileMeant,
  folderOf,
  inFolder,
  isBadName,
  nameOf,
  typedPath,
  withExtension,
} from '../../renderer/files/paths.ts';
import { whenOf } from '../../renderer/start/when.ts';

test.each([
  ['D:\\住房计划\\2025\\喀什年度计划.anju', 'D:\\住房计划\\2025', '喀什年度计划.anju', 'anju'],
  ['/home/u/住房 计划/a.b.XLS', '/home/u/住房 计划', 'a.b.XLS', 'xls'],
  ['/无扩展名', '/', '无扩展名', ''],
  ['/home/.hidden', '/home', '.hidden', ''],
])('%s', (path, folder, name, extension) => {
  expect(folderOf(path)).toBe(folder);
  expect(nameOf(path)).toBe(name);
  expect(extensionOf(path)).toBe(extension);
  expect(inFolder(folder, name)).toBe(path);
});

test.each([
  ['计划', 'anju', '计划.anju'],
  ['计划.anju', 'anju', '计划.anju'],
  ['计划.2025', 'anju', '计划.2025.anju'],
])('%s saved as .%s is %s', (name, extension, whole) => {
  expect(withExtension(name, extension)).toBe(whole);
});

test.each([
  [' /home/u/a.xls ', '/home/u/a.xls'],
  ['"D:\\住房 计划\\a.xls"', 'D:\\住房 计划\\a.xls'],
  ['“D:\\a.xls”', 'D:\\a.xls'],
  ['a"b', 'a"b'],
])('%s is typed for %s', (text, path) => {
  expect(typedPath(text)).toBe(path);
});

test('a typed file is found by its exact name, else by either case, and never as a folder', () => {
  const files = [
    { name: 'b.XLS', folder: false },
    { name: 'a.xls', folder: false },
    { name: 'A.xls', folder: false },
    { name: 'c.xls', folder: true },
  ];
  expect(fileMeant('/x/A.xls', files)).toBe(files[2]);
  expect(fileMeant('D:\\x\\B.xls', files)).toBe(files[0]);
  expect(fileMeant('/x/c.xls', files)).toBeUndefined();
});

test.each([
  ['喀什（征求意见稿）', false],
  ['a/b', true],
  ['a:b', true],
  ['..', true],
  ['a\tb', true],
])('is %s a bad file name: %s', (name, bad) => {
  expect(isBadName(name)).toBe(bad);
});

test.each([
  ['2025-03-28T10:32:00', '今天 10:32'],
  ['2025-03-27T17:08:00', '昨天 17:08'],
  ['2025-03-21T09:00:00', '3月21日'],
  ['2024-04-12T09:00:00', '2024-04-12'],
  ['nonsense', ''],
])('%s reads %s', (iso, words) => {
  expect(whenOf(iso, new Date('2025-03-28T12:00:00'))).toBe(words);
});
