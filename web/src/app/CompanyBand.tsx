/** A company that is not live is unmistakable: a band above everything, in both themes, on the phone and in print. */
import type { Company } from '../api/session.tsx';
import { useText } from '../ui/language.tsx';

export function CompanyBand({ company }: { company: Company | undefined }) {
  const text = useText();
  if (company?.state !== 'simulation' && company?.state !== 'training') return null;
  const training = company.state === 'training';
  return (
    <div className={`mw-strip ${company.state}`} role="status">
      {training ? text({ zh: '培训账套', en: 'Training company' }) : text({ zh: '模拟账套', en: 'Simulation company' })}
      <span>{company.name}{text({ zh: training ? ' · 在这里做错没有关系' : ' · 这里的数据不是正式账', en: training ? ' · mistakes are welcome here' : ' · nothing here is in the real books' })}</span>
    </div>
  );
}
