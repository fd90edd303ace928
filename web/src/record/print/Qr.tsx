/** A QR code drawn; the white margin around it is the layout's. Its content stands in the title for screen readers and tests. */
import { useMemo } from 'react';
import { qrPath } from './qr.ts';

export function Qr({ content }: { content: string }) {
  const { size, path } = useMemo(() => qrPath(content), [content]);
  return <svg className="mw-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={content} shapeRendering="crispEdges"><title>{content}</title><path d={path} /></svg>;
}
