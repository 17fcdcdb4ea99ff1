// The words of notes and sources on cells.

export const noteWords = {
  heading: '批注与依据',
  comment: '批注',
  evidence: '依据',
  placeholder: { comment: '写给核对这个数的人', evidence: '文件名、文号、页码、日期，或谁在电话里报的' },
  add: '记下',
  addKey: 'Ctrl+;',
  none: '这一格还没有批注或依据。',
  by: (by: string, when: string) => `${by}　${when}`,
  done: '已处理',
  reopen: '重新打开',
  remove: '删除',
  open: (count: number) => `${count} 条未处理`,
  all: '全部批注与依据',
  count: (count: number) => `${count} 条`,
} as const;
