/** A choice of few that is always visible, e.g. by week / by day. */
export function Segments<Value extends string>({ options, value, onChange, label }: { options: readonly { value: Value; text: string }[]; value: Value; onChange: (value: Value) => void; label: string }) {
  const move = (step: number) => {
    const at = options.findIndex((option) => option.value === value);
    const next = options[(at + step + options.length) % options.length];
    if (next) onChange(next.value);
  };
  return (
    <div className="mw-segments" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <button key={option.value} type="button" role="radio" aria-checked={option.value === value} tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') move(1);
            if (event.key === 'ArrowLeft') move(-1);
          }}>
          {option.text}
        </button>
      ))}
    </div>
  );
}
