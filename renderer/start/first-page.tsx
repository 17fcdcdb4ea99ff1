// A small picture of a document's first page, set in type: enough to recognise it, nothing that needs a renderer.

import './first-page.css';

const HEADING = /^(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章节])/;

export function FirstPage({ lines, label }: { lines: readonly string[]; label: string }) {
  const [title, ...rest] = lines;
  return (
    <div className="first-page" role="img" aria-label={label}>
      <div className="first-page-title">{title}</div>
      {rest.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a picture never move
        <div key={i} className={HEADING.test(line) ? 'first-page-heading' : 'first-page-para'}>
          {line}
        </div>
      ))}
      <div className="first-page-number">— 1 —</div>
    </div>
  );
}
