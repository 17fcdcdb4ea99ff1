// Rows of one height, of which only those in sight are made: a sheet of 50,000 rows scrolls like one of ten.

import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react';

const OVER = 8;

export interface VirtualRowsProps {
  count: number;
  height: number;
  row(index: number): ReactNode;
  className?: string;
  /** above the rows, kept in sight */
  head?: ReactNode;
  foot?: ReactNode;
  label: string;
  ref?: Ref<HTMLDivElement>;
}

export function VirtualRows({ count, height, row, className, head, foot, label }: VirtualRowsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [room, setRoom] = useState(600);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.floor(top / height) - OVER);
  const last = Math.min(count, Math.ceil((top + room) / height) + OVER);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys
    <section className={className} ref={frame} aria-label={label} tabIndex={0} onScroll={(e) => setTop(e.currentTarget.scrollTop)}>
      {head}
      <div className="virtual-space" style={{ height: count * height }}>
        <div className="virtual-shown" style={{ transform: `translateY(${first * height}px)` }}>
          {Array.from({ length: Math.max(0, last - first) }, (_, i) => row(first + i))}
        </div>
      </div>
      {foot}
    </section>
  );
}
