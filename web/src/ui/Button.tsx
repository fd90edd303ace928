/**
 * A button. Not allowed now = aria-disabled with the reason as tooltip on hover and focus: people look for a hidden action,
 * then call IT. The key that triggers it stands on the button. Busy while its promise runs, so no double submit.
 */
import { Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import { useAppearance } from './appearance.tsx';
import { Icon, type IconName } from './Icon.tsx';

export type ButtonProps = {
  readonly children?: ReactNode;
  readonly onPress?: (() => unknown) | undefined;
  readonly primary?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly small?: boolean | undefined;
  readonly icon?: IconName | undefined;
  readonly shortcut?: string | undefined;
  /** Why it cannot be used now; makes it disabled. */
  readonly whyNot?: string | undefined;
  readonly title?: string | undefined;
  readonly submit?: boolean | undefined;
  /** Tab passes it by: it has a key of its own where it is used. */
  readonly offTab?: boolean | undefined;
  readonly busy?: boolean | undefined;
};

export function Button({ children, onPress, primary, quiet, small, icon, shortcut, whyNot, title, submit, busy, offTab }: ButtonProps) {
  const [running, setRunning] = useState(false);
  const press = async () => {
    if (whyNot !== undefined || running || busy) return;
    const result = onPress?.();
    if (!(result instanceof Promise)) return;
    setRunning(true);
    try {
      await result;
    } finally {
      setRunning(false);
    }
  };
  const className = ['mw-button', primary && 'primary', quiet && 'quiet', small && 'small'].filter(Boolean).join(' ');
  const button = (
    <button type={submit ? 'submit' : 'button'} tabIndex={offTab ? -1 : undefined} className={className} onClick={press} aria-disabled={whyNot !== undefined} aria-busy={running || busy} aria-label={children ? undefined : title}>
      {icon && <Icon name={icon} small />}
      {children}
      {shortcut && <kbd>{shortcut}</kbd>}
    </button>
  );
  const tip = whyNot ?? title;
  return tip ? <Tooltip title={<span className="mw-tip-text">{tip}</span>} trigger={['hover', 'focus']} placement="bottom">{button}</Tooltip> : button;
}

/** Icon only: header and row ends. The title is its name for screen readers and the tooltip; under a finger it would only stay in the way. */
export function IconButton({ icon, title, onPress, count, small }: { icon: IconName; title: string; onPress?: (() => void) | undefined; count?: number | undefined; small?: boolean | undefined }) {
  const { phone } = useAppearance();
  return (
    <Tooltip title={phone ? '' : title} trigger={['hover', 'focus']} placement="bottom">
      <button type="button" className={`mw-icon-button${small ? ' small' : ''}`} aria-label={title} onClick={onPress}>
        <Icon name={icon} small={small ?? false} />
        {count ? <span className="mw-count">{count > 99 ? '99+' : count}</span> : null}
      </button>
    </Tooltip>
  );
}
