/** What an action must know before it runs, e.g. the reason for closing. Enter confirms. */
import { Modal } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { useText, type Text } from '../../ui/language.tsx';
import { fieldShapes, initialValues, recordToWire, type Values } from '../fields.ts';
import { RecordForm } from '../RecordForm.tsx';

export function AskDialog({ title, sentence, schema, initial, onDone, onCancel }: { title: string; sentence?: string | undefined; schema: z.ZodObject; initial?: Values | undefined; onDone: (values: Values) => unknown; onCancel: () => void }) {
  const text = useText();
  const [values, setValues] = useState<Values>(() => initialValues(schema, initial));
  const [problems, setProblems] = useState<ReadonlyMap<string, Text>>(new Map());
  const done = () => {
    const wire = recordToWire(schema, values);
    const missing = fieldShapes(schema).filter((field) => field.required && wire[field.key] === undefined);
    if (missing.length > 0) setProblems(new Map(missing.map((field) => [field.key, { zh: `${field.label.zh}没有填。`, en: `${field.label.en} is missing.` }])));
    else onDone(wire);
  };
  return (
    <Modal open title={title} onCancel={onCancel} onOk={done} okText={title} cancelText={text({ zh: '取消', en: 'Cancel' })} width={480}>
      {sentence && <p className="mw-second">{sentence}</p>}
      <form onSubmit={(event) => { event.preventDefault(); done(); }}>
        <RecordForm schema={schema} values={values} onChange={(next) => { setValues(next); setProblems(new Map()); }} problems={problems} columns={1} />
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}
