// 新建计划: from a template or a sample, for a region and a year, at a place the person sees before anything is written.

import { AutoComplete, Button, Input, InputNumber, Modal } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import type { RegionChoice, SampleInfo, TemplateInfo } from '../../shared/contract/messages.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { planPeriod } from '../../shared/model/year-tokens.ts';
import { ask } from '../bridge.ts';
import { folderOf, inFolder, isBadName, nameOf, withExtension } from '../files/paths.ts';
import { usePicker } from '../files/picker.tsx';
import { startWords, newPlanWords as words } from '../words/start.ts';
import { FirstPage } from './first-page.tsx';
import './new-plan-dialog.css';

type Origin = { kind: 'template'; id: string } | { kind: 'sample'; id: string };

export interface NewPlanDialogProps {
  templates: readonly TemplateInfo[];
  samples: readonly SampleInfo[];
  start?: Origin;
  onClose(): void;
  onCreated(path: string): void;
}

export function NewPlanDialog({ templates, samples, start, onClose, onCreated }: NewPlanDialogProps) {
  const picker = usePicker();
  const first: Origin | null = templates[0]
    ? { kind: 'template', id: templates[0].id }
    : samples[0]
      ? { kind: 'sample', id: samples[0].id }
      : null;
  const [origin, setOrigin] = useState<Origin | null>(start ?? first);
  const [region, setRegion] = useState('');
  /** the list's own path of the region picked; '' while the name was only typed */
  const [regionPath, setRegionPath] = useState('');
  const [found, setFound] = useState<readonly RegionChoice[]>([]);
  const [year, setYear] = useState<number | null>(new Date().getFullYear());
  const [ownName, setOwnName] = useState<string | null>(null);
  const [ownFolder, setOwnFolder] = useState<string | null>(null);
  const [suggested, setSuggested] = useState('');
  const [creating, setCreating] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tried, setTried] = useState(false);

  const template = origin?.kind === 'template' ? templates.find((t) => t.id === origin.id) : undefined;
  const sample = origin?.kind === 'sample' ? samples.find((s) => s.id === origin.id) : undefined;
  const period = template?.period && year ? planPeriod(year, template.period) : null;
  const years = period ? words.years(period.from, period.to) : year ? String(year) : '';
  const plannedName = useMemo(
    () => (sample ? sample.title : template ? words.planName(region.trim(), years, template.title) : ''),
    [sample, template, region, years],
  );

  useEffect(() => {
    if (!plannedName) return;
    let late = false;
    const timer = setTimeout(async () => {
      const answer = await ask('plan.suggest-path', { name: plannedName });
      if (late) return;
      if (answer.ok) setSuggested(answer.value.path);
      else setFailure(answer.failure);
    }, 150);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [plannedName]);

  useEffect(() => {
    const text = region.trim();
    if (!text || regionPath) {
      setFound([]);
      return;
    }
    let late = false;
    const timer = setTimeout(async () => {
      const answer = await ask('regions.search', { text });
      if (!late && answer.ok) setFound(answer.value);
    }, 120);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [region, regionPath]);

  const folder = ownFolder ?? folderOf(suggested);
  const name = ownName ?? (suggested ? nameOf(suggested) : '');
  const faults = {
    region: template && !region.trim() ? words.needRegion : '',
    year: template && (year === null || year < 1949 || year > 2200) ? words.needYear : '',
    name: !name.trim() ? words.needName : isBadName(name) ? words.badName : '',
  };
  const ready = origin !== null && folder !== '' && !faults.region && !faults.year && !faults.name;

  const create = async () => {
    setTried(true);
    if (!ready || !origin) return;
    setCreating(true);
    setFailure(null);
    const answer = await ask('plan.new', {
      path: inFolder(folder, withExtension(name.trim(), 'anju')),
      ...(template
        ? { template: template.id, region: regionPath || region.trim(), year: year ?? undefined }
        : { sample: origin.id }),
    });
    setCreating(false);
    if (answer.ok) onCreated(answer.value.path);
    else setFailure(answer.failure);
  };

  const choose = (next: Origin) => {
    setOrigin(next);
    setOwnName(null);
    setFailure(null);
  };

  const picture = sample
    ? { lines: sample.firstPage, label: `${sample.title} ${words.firstPage}` }
    : template
      ? {
          lines: template.firstPage,
          label: `${template.title} ${words.firstPage}`,
        }
      : null;

  const option = (next: Origin, title: string, summary: string) => (
    <label key={`${next.kind}:${next.id}`} className="origin">
      <input
        type="radio"
        name="origin"
        checked={origin?.kind === next.kind && origin.id === next.id}
        onChange={() => choose(next)}
      />
      <span>
        <strong>{title}</strong>
        <small>{summary}</small>
      </span>
    </label>
  );

  return (
    <Modal
      open
      centered
      width={860}
      title={words.title}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={[
        <Button key="cancel" size="large" onClick={onClose}>
          {words.cancel}
        </Button>,
        <Button key="create" size="large" type="primary" loading={creating} disabled={!origin} onClick={() => void create()}>
          {creating ? words.creating : words.create}
        </Button>,
      ]}
    >
      <div className="new-plan">
        <div className="origins" role="radiogroup" aria-label={words.from}>
          <h3>{words.templates}</h3>
          {templates.map((t) => option({ kind: 'template', id: t.id }, t.title, t.summary))}
          <h3>{words.samples}</h3>
          {samples.map((s) => option({ kind: 'sample', id: s.id }, s.title, s.summary))}
        </div>
        <form
          className="new-plan-form"
          onSubmit={(e) => {
            e.preventDefault();
            void create();
          }}
        >
          {template && (
            <>
              <label htmlFor="new-region">{words.region}</label>
              <div>
                <AutoComplete
                  id="new-region"
                  autoFocus
                  className="new-plan-region"
                  value={region}
                  placeholder={words.regionPlaceholder}
                  status={tried && faults.region ? 'error' : ''}
                  options={found.map(({ name, path }) => ({
                    value: path,
                    name,
                    label: (
                      <span className="region-choice">
                        <span>{name}</span>
                        <small>{path.split('/').slice(0, -1).join(' ')}</small>
                      </span>
                    ),
                  }))}
                  onSelect={(path, choice) => {
                    setRegion(choice.name);
                    setRegionPath(path);
                  }}
                  onChange={(text) => {
                    // Picking tells the path first, then a change; only typing starts over.
                    if (found.some((choice) => choice.path === text)) return;
                    setRegion(text);
                    setRegionPath('');
                  }}
                />
                {tried && faults.region && <p className="fault">{faults.region}</p>}
              </div>
              <label htmlFor="new-year">{words.year}</label>
              <div>
                <InputNumber
                  id="new-year"
                  value={year}
                  precision={0}
                  controls
                  status={tried && faults.year ? 'error' : ''}
                  onChange={(value) => setYear(value)}
                />
                <span className="new-plan-unit">{words.yearUnit}</span>
                {period && <span className="new-plan-unit">{words.period(years)}</span>}
                {tried && faults.year && <p className="fault">{faults.year}</p>}
              </div>
            </>
          )}
          {sample && <p className="new-plan-note">{words.keepsRegion}</p>}
          <label htmlFor="new-name">{words.name}</label>
          <div>
            <Input
              id="new-name"
              value={name}
              status={tried && faults.name ? 'error' : ''}
              onChange={(e) => setOwnName(e.target.value)}
            />
            {tried && faults.name && <p className="fault">{faults.name}</p>}
          </div>
          <span>{words.folder}</span>
          <div className="new-plan-folder">
            <span title={folder}>{folder}</span>
            <Button
              onClick={() =>
                void picker.pickFolder(words.folder, folder).then((picked) => {
                  if (picked) setOwnFolder(picked);
                })
              }
            >
              {words.change}
            </Button>
          </div>
          {failure && (
            <p className="fault new-plan-failure" role="alert">
              {sentenceOf(failure)}
            </p>
          )}
          <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true">
            {words.create}
          </button>
        </form>
        <div className="new-plan-page">
          {picture && <FirstPage lines={picture.lines} label={picture.label} />}
          <span>{words.firstPage}</span>
        </div>
      </div>
      <span className="unseen">{startWords.newPlanHint}</span>
    </Modal>
  );
}
