// The words of 由上年计划新建.

export const rollOverWords = {
  intro: '保留表格、公式、正文和行政区划；本年的数清空，上年的数移到“上年”各列；标题、表名和正文里的年份自动改为新年度。',
  from: '上年计划',
  pick: '选择别的计划…',
  pickTitle: '选择上年计划',
  make: '新建',
  doneTitle: (title: string) => `已新建 ${title}`,
  typed: (count: number) => `有 ${count} 处年份是手工写的，没有改动，请逐处核对`,
  nothingTyped: '没有手工写的年份需要核对',
  untouched: '没有改动',
  noColumn: '上年没有对应的列，已留空',
  moved: '移到“上年”各列的数',
  movedLine: (from: string, to: string) => `${from} → ${to}`,
  followed: (count: number) => `自动改了年份的 ${count} 处`,
  left: (dropped: Record<'exceptions' | 'comments' | 'answers' | 'opinions' | 'marks', number>) => {
    const names = { exceptions: '例外', comments: '批注', answers: '问题说明', opinions: '意见', marks: '版本标记' } as const;
    const list = (Object.keys(names) as (keyof typeof names)[]).flatMap((kind) =>
      dropped[kind] ? [`${names[kind]} ${dropped[kind]} 条`] : [],
    );
    return list.length ? `没有带入新计划：${list.join('、')}（都还在上年计划里）。` : '';
  },
  openIt: '打开新计划',
  menu: '由本计划新建下年计划…',
} as const;
