/** What lists offer for the selected rows: printing the documents, or labels. The preview with its QR codes is loaded when first used. */
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import type { DocumentOptions } from '../document/document-options.ts';
import { useShortcuts } from '../shortcuts.ts';
import type { Label } from './labels.ts';

export const DocumentPrint = lazy(() => import('./DocumentPrint.tsx').then((module) => ({ default: module.DocumentPrint })));
const LabelPrint = lazy(() => import('./LabelPrint.tsx').then((module) => ({ default: module.LabelPrint })));

export function PrintDocumentsButton({ options, ids }: { options: DocumentOptions; ids: readonly string[] }) {
  const text = useText();
  const [printing, setPrinting] = useState(false);
  useShortcuts({ 'Ctrl+P': () => setPrinting(true) });
  return (
    <>
      <Button small icon="print" onPress={() => setPrinting(true)}>{text({ zh: '打印', en: 'Print' })}</Button>
      {printing && <Suspense><DocumentPrint options={options} ids={ids} onClose={() => setPrinting(false)} /></Suspense>}
    </>
  );
}

export function PrintLabelsButton({ title, labels }: { title: Text; labels: readonly Label[] }) {
  const text = useText();
  const [printing, setPrinting] = useState(false);
  useShortcuts({ 'Ctrl+P': () => setPrinting(true) });
  return (
    <>
      <Button small icon="print" onPress={() => setPrinting(true)}>{text({ zh: '打印标签', en: 'Print labels' })}</Button>
      {printing && <Suspense><LabelPrint title={text(title)} labels={labels} onClose={() => setPrinting(false)} /></Suspense>}
    </>
  );
}
