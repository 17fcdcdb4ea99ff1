// The words of the window's own file picker.

export const filesWords = {
  places: '常用位置',
  up: '上一级',
  path: '位置',
  go: '转到',
  name: '名称',
  size: '大小',
  modified: '修改时间',
  newFolder: '新建文件夹',
  newFolderName: '文件夹名称',
  make: '建立',
  cancel: '取消',
  open: '打开',
  choose: '选定这个文件夹',
  save: '保存',
  fileName: '文件名',
  empty: '这个文件夹里没有可选的文件。',
  loading: '正在读取文件夹……',
  kinds: (extensions: string[]) => `只列出 ${extensions.map((e) => `.${e}`).join(' ')}`,
  overwrite: (name: string) => `“${name}”已经存在，请换一个名字。`,
  bytes: (bytes: number) =>
    bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`,
};
