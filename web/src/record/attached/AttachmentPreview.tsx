/**
 * A picture or a PDF over its page. What it may do is the server's policy; here it only gets a frame. Trap: its keys bubble to the sheet it was
 * opened from, which would take Escape for itself.
 */
import type { Noun } from '@millwright/server/kernel/contract';
import type { AttachmentRow } from '@millwright/server/modules/foundation/attachment/attachment.contract';
import { Modal } from 'antd';
import { attachmentUrl } from '../../api/client.ts';
import { useText } from '../../ui/language.tsx';

export function AttachmentPreview({ noun, record, row, onClose }: { noun: Noun; record: string; row: AttachmentRow; onClose: () => void }) {
  const text = useText();
  const address = attachmentUrl(noun, record, row.id, true);
  return (
    <div role="presentation" onKeyDown={(event) => { if (event.key === 'Escape') onClose(); event.stopPropagation(); }}>
    <Modal open title={row.name} width="min(1100px, 94vw)" centered onCancel={onClose} destroyOnHidden
      footer={<span className="mw-row" style={{ justifyContent: 'flex-end' }}>
        <a className="mw-button" href={address} target="_blank" rel="noreferrer">{text({ zh: '新窗口打开', en: 'Open in a window' })}</a>
        <a className="mw-button" href={attachmentUrl(noun, record, row.id)} download={row.name}>{text({ zh: '下载', en: 'Download' })}</a>
      </span>}>
      <div className="mw-preview-frame">
        {row.mediaType === 'application/pdf' ? <iframe src={address} title={row.name} /> : <img src={address} alt={row.note || row.name} />}
      </div>
    </Modal>
    </div>
  );
}
