// A time as an official says it: 今天 10:32, 昨天 17:08, 3月28日, and with the year once it is not this year's.

import { startWords as words } from '../words/start.ts';

const two = (n: number) => String(n).padStart(2, '0');

/** HH:MM in local time. */
export function clockOf(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? '' : `${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function whenOf(iso: string, now: Date): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  const day = (d: Date) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
  const days = Math.round((day(now) - day(at)) / 86_400_000);
  if (days === 0) return words.today(clockOf(iso));
  if (days === 1) return words.yesterday(clockOf(iso));
  if (at.getFullYear() === now.getFullYear()) return words.monthDay(at.getMonth() + 1, at.getDate());
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
