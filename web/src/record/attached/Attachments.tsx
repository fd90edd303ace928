/**
 * 附件 of a record: dropped, chosen, pasted or photographed, each with its progress; opened in the page where the server shows it; removed at once and
 * taken back just as quickly. Whoever may not save the record sees and downloads only.
 */
import type { Noun } from '@millwright/server/kernel/contract';
import { type AttachmentRow, listAttachments, noteAttachment, removeAttachment, restoreAttachment } from '@millwright/server/modules/foundation/attachment/attachment.contract';
import { App } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { attachmentUrl, runCommand } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { useAppearance } from '../../ui/appearance.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { fullInstantText, sinceText, sizeText } from '../../ui/figures.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useText } from '../../ui/language.tsx';
import { usePage } from '../page-context.tsx';
import { AttachmentPreview } from './AttachmentPreview.tsx';
import { useAttachments, useRenew } from './hanging.ts';
import { pastedFiles, useUploads } from './uploads.ts';

type AttachmentsProps = { noun: Noun; record: string };
const undoSeconds = 8;

export function Attachments({ noun, record }: AttachmentsProps) {
  const text = useText();
  const { may } = useSession();
  const { message } = App.useApp();
  const found = useAttachments(noun, record);
  const renew = useRenew(listAttachments.name, noun, record);
  const uploads = useUploads(noun, record, found.data?.megabytesMax, renew);
  const [previewed, setPreviewed] = useState<AttachmentRow>();
  const mayAdd = may(`${noun}.save`);
  const rows = found.data?.rows ?? [];
  if (found.isError) return <p className="mw-muted">{text(asProblem(found.error).status === 403 ? { zh: '附件没有向您开放。', en: 'The attachments are not open to you.' } : asProblem(found.error).message)}</p>;
  const tell = (error: unknown) => void message.warning(text(asProblem(error).message));
  const restore = (row: AttachmentRow) => runCommand(restoreAttachment, { noun, record, id: row.id }).then(renew, tell);
  const remove = async (row: AttachmentRow) => {
    await runCommand(removeAttachment, { noun, record, id: row.id }).then(renew, (error: unknown) => { tell(error); throw error; });
    const key = `removed-${row.id}`;
    message.open({
      key, type: 'success', duration: undoSeconds,
      content: <span>{text({ zh: `已删除「${row.name}」`, en: `Removed “${row.name}”` })} <Button small quiet onPress={() => { message.destroy(key); void restore(row); }}>{text({ zh: '撤销', en: 'Undo' })}</Button></span>,
    });
  };
  const describe = (row: AttachmentRow, note: string) => runCommand(noteAttachment, { noun, record, id: row.id, note }).then(renew, tell);
  return (
    <div className="mw-attachments">
      {mayAdd && <DropZone megabytesMax={found.data?.megabytesMax} onFiles={uploads.add} />}
      <ul className="mw-attachment-list" aria-label={text({ zh: '附件', en: 'Attachments' })}>
        {rows.map((row) => (
          <Attachment key={row.id} noun={noun} record={record} row={row} onShow={() => setPreviewed(row)} {...(mayAdd ? { onRemove: () => void remove(row).catch(() => undefined), onNote: (note: string) => void describe(row, note) } : {})} />
        ))}
        {uploads.running.map((upload) => (
          <li key={upload.key} className="mw-attachment">
            <Icon name="upload" />
            <div className="mw-attachment-facts">
              <span className="mw-clip" title={upload.name}>{upload.name}</span>
              {upload.problem
                ? <span className="mw-small mw-waiting" role="alert">{text(upload.problem)}</span>
                : <progress max={1} value={upload.fraction} aria-label={text({ zh: `正在上传 ${upload.name}`, en: `Uploading ${upload.name}` })} />}
            </div>
            {upload.again && <Button small quiet onPress={upload.again}>{text({ zh: '重试', en: 'Retry' })}</Button>}
            <IconButton small icon="close" title={text(upload.problem ? { zh: '知道了', en: 'Dismiss' } : { zh: '取消上传', en: 'Cancel the upload' })} onPress={upload.drop} />
          </li>
        ))}
      </ul>
      {found.data && rows.length === 0 && uploads.running.length === 0 && <p className="mw-muted">{text(mayAdd ? { zh: '还没有附件。图纸、合同、照片都可以放在这里。', en: 'Nothing is attached yet: drawings, contracts, photographs belong here.' } : { zh: '还没有附件。', en: 'Nothing is attached.' })}</p>}
      {previewed && <AttachmentPreview noun={noun} record={record} row={previewed} onClose={() => setPreviewed(undefined)} />}
    </div>
  );
}

function DropZone({ megabytesMax, onFiles }: { megabytesMax: number | undefined; onFiles: (files: readonly File[]) => void }) {
  const text = useText();
  const { active } = usePage();
  const { phone } = useAppearance();
  const [over, setOver] = useState(false);
  const [chooser, camera] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    if (!active) return undefined;
    const paste = (event: ClipboardEvent) => {
      const files = pastedFiles(event.clipboardData, text({ zh: '截图', en: 'Screenshot' }));
      if (files.length === 0) return;
      event.preventDefault();
      latest.current(files);
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, [active, text]);
  const take = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])]);
    input.value = '';
  };
  return (
    <div className={`mw-drop${over ? ' over' : ''}`}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); onFiles([...event.dataTransfer.files]); }}>
      <Button small icon="upload" onPress={() => chooser.current?.click()}>{text({ zh: '选择文件', en: 'Choose files' })}</Button>
      {phone && <Button small icon="camera" onPress={() => camera.current?.click()}>{text({ zh: '拍照', en: 'Take a photo' })}</Button>}
      <span className="mw-small mw-muted">{text(phone ? { zh: `每个不超过 ${megabytesMax ?? ''} MB`, en: `up to ${megabytesMax ?? ''} MB each` } : { zh: `拖到这里，或 Ctrl+V 粘贴截图；每个不超过 ${megabytesMax ?? ''} MB`, en: `or drop here, or paste a screenshot; up to ${megabytesMax ?? ''} MB each` })}</span>
      <input ref={chooser} type="file" multiple hidden aria-label={text({ zh: '附件文件', en: 'Files to attach' })} onChange={(event) => take(event.currentTarget)} />
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden aria-label={text({ zh: '拍照', en: 'Take a photo' })} onChange={(event) => take(event.currentTarget)} />
    </div>
  );
}

type AttachmentProps = AttachmentsProps & { row: AttachmentRow; onShow: () => void; onRemove?: () => void; onNote?: (note: string) => void };
const thumbnailBytesMax = 2 * 1024 * 1024;
function Attachment({ noun, record, row, onShow, onRemove, onNote }: AttachmentProps) {
  const text = useText();
  const [noting, setNoting] = useState(false);
  const download = attachmentUrl(noun, record, row.id);
  const picture = row.shown && row.mediaType.startsWith('image/') && row.size <= thumbnailBytesMax;
  return (
    <li className="mw-attachment">
      {picture ? <img src={attachmentUrl(noun, record, row.id, true)} alt="" loading="lazy" /> : <Icon name={row.mediaType.startsWith('image/') ? 'camera' : 'papers'} />}
      <div className="mw-attachment-facts">
        {row.shown
          ? <button type="button" className="mw-link mw-clip" title={row.name} onClick={onShow}>{row.name}</button>
          : <a className="mw-link mw-clip" title={row.name} href={download} download={row.name}>{row.name}</a>}
        <span className="mw-small mw-muted mw-clip" title={`${row.person} ${fullInstantText(row.at)}`}>{sizeText(row.size)} · {row.person} · {text(sinceText(row.at))}</span>
        {noting
          ? <input className="mw-input" ref={(input) => input?.focus()} maxLength={200} aria-label={text({ zh: `${row.name} 的说明`, en: `Note on ${row.name}` })} defaultValue={row.note}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== 'Escape') return;
                event.preventDefault();
                event.stopPropagation();
                if (event.key === 'Escape') event.currentTarget.value = row.note;
                event.currentTarget.blur();
              }}
              onBlur={(event) => { setNoting(false); if (event.currentTarget.value.trim() !== row.note) onNote?.(event.currentTarget.value.trim()); }} />
          : row.note !== '' && <span className="mw-small">{row.note}</span>}
      </div>
      {onNote && <IconButton small icon="pencil" title={text({ zh: `说明 ${row.name}`, en: `Note on ${row.name}` })} onPress={() => setNoting(true)} />}
      <a className="mw-icon-button small" href={download} download={row.name} aria-label={text({ zh: `下载 ${row.name}`, en: `Download ${row.name}` })} title={text({ zh: '下载', en: 'Download' })}><Icon name="download" small /></a>
      {onRemove && <IconButton small icon="trash" title={text({ zh: `删除 ${row.name}`, en: `Remove ${row.name}` })} onPress={onRemove} />}
    </li>
  );
}
