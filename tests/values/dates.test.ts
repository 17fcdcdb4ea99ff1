import { describe, expect, it } from 'vitest';
import { isDate } from '../../shared/values/dates.ts';

describe('dates as plans print them', () => {
  it.each([
    '2025年',
    '2025年3月',
    '2025年3月31日',
    '２０２５年３月',
    '2025-03-31',
    '2025/3/31',
    '2025.3',
    '3月底前',
    '3月31日前',
    '11月中旬',
    '2025年6月底前',
    '2025年底前',
    '2025年三季度',
    '第三季度',
    '上半年',
    '年底前',
    '1—2月前',
    '2025—2027年',
    '2025年3月至6月',
    '2025年3月-2026年5月',
    '长期',
    '持续推进',
    '2024-02-29',
  ])('%s is one', (text) => {
    expect(isDate(text)).toBe(true);
  });

  it.each([
    '2025年13月',
    '2025-02-30',
    '2023-02-29',
    '4月31日',
    '0月',
    '很快',
    '12',
    '3000',
    '喀什',
    '2025年3月32日',
    '',
    '13月底前',
  ])('%j is none', (text) => {
    expect(isDate(text)).toBe(false);
  });
});
