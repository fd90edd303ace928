/**
 * The one icon set: 16 px grid, stroke 1.4, round ends, no fill, current colour. Eleven subsystems and the project have one each
 * and keep it. An icon without a word appears only in the rail, at row ends and in the header, and then needs a title.
 */
const paths = {
  home: 'M2.500 7.500 8 3l5.500 4.500V13h-11zM6.500 13V9.500h3V13',
  sales: 'M2.500 3.500h7.500L13.500 8 10 12.500H2.500zM5.500 8h4',
  planning: 'M2.500 3.500h11v10h-11zM2.500 6.500h11M5.500 2v3M10.500 2v3M5 9h4M7 11.300h4',
  purchasing: 'M2 3h2l1.500 7.500H12L13.500 5H4.600M6 13.200v.1M11.500 13.200v.1',
  inventory: 'M2.500 5 8 2l5.500 3v6L8 14l-5.500-3zM2.500 5 8 8l5.500-3M8 8v6',
  shopfloor: 'M2 13.500V7l4 2.500V7l4 2.500V3h4v10.500zM5 11.500h.1M8 11.500h.1',
  quality: 'M8 2l5.500 2v4c0 3-2.200 5-5.500 6-3.300-1-5.500-3-5.500-6V4zM5.700 8l1.700 1.700L10.500 6.500',
  engineering: 'M6.500 2h3v3h-3zM2 11h3v3H2zM11 11h3v3h-3zM8 5v3M3.500 11V8h9v3',
  finance: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.500 4.800 8 8l2.500-3.200M8 8v4M6 8.500h4M6 10.300h4',
  assets: 'M10.500 2.500a3 3 0 0 0-2.800 4.200L2.500 12l1.500 1.500 5.300-5.200a3 3 0 0 0 4-3.700l-1.900 1.800-1.700-.3-.3-1.700 1.700-1.800z',
  papers: 'M4 2h5l3 3v9H4zM9 2v3h3',
  company: 'M3 14V3.500L9 2v12M9 6l4 1v7M2 14h12M5 6h2M5 8.500h2M5 11h2',
  project: 'M3 14V2.500h8.500L10 5.200l1.500 2.800H3',
  search: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM10.500 10.500 14 14',
  bell: 'M3.500 11.500h9L11.300 9.800V7a3.300 3.300 0 0 0-6.600 0v2.800zM6.800 13.700h2.400',
  inbox: 'M2 4h12v8.500H2zM2 4.500l6 4.500 6-4.500',
  help: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6.300 6.300A1.700 1.700 0 1 1 8 8v1M8 11.200v.1',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  filter: 'M2 3h12l-4.500 5.500V13l-3-1.500V8.500z',
  columns: 'M2.500 3h11v10h-11zM6.200 3v10M9.800 3v10',
  download: 'M8 2v8M5 7l3 3 3-3M2.500 12v1.500h11V12',
  print: 'M4 6V2h8v4M4 11H2V6h12v5h-2M4 9.500h8V14H4z',
  more: 'M3.500 8h.1M8 8h.1M12.500 8h.1',
  'push-down': 'M8 2.500v9M4.500 8 8 11.500 11.500 8M3 14h10',
  'pull-up': 'M8 13.500v-9M4.500 8 8 4.500 11.500 8M3 2h10',
  lock: 'M3.500 7h9v6.500h-9zM5.500 7V5a2.500 2.500 0 0 1 5 0v2',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.500V8l2.500 1.500',
  play: 'M4.500 3l8 5-8 5z',
  pencil: 'M3 13l.6-2.800L11 2.800l2.200 2.200-7.400 7.400zM9.500 4.300l2.200 2.200',
  camera: 'M2 5h3l1-1.500h4L11 5h3v8H2zM8 6.700a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600z',
  scan: 'M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M2 8h12',
  microphone: 'M8 2a2 2 0 0 0-2 2v3.500a2 2 0 0 0 4 0V4a2 2 0 0 0-2-2zM3.800 7.500a4.200 4.200 0 0 0 8.400 0M8 11.700V14',
  back: 'M10 3 5 8l5 5',
  forward: 'M6 3l5 5-5 5',
  eye: 'M1.500 8S4 3.500 8 3.500 14.500 8 14.500 8 12 12.500 8 12.500 1.500 8 1.500 8zM8 6.200a1.800 1.800 0 1 0 0 3.600 1.800 1.800 0 0 0 0-3.600z',
  'eye-off': 'M2.500 2.500l11 11M6 4a7 7 0 0 1 2-.4c4 0 6.500 4.400 6.500 4.400a12 12 0 0 1-2 2.500M10 12a6 6 0 0 1-2 .4C4 12.400 1.500 8 1.500 8a12 12 0 0 1 2.600-3',
  link: 'M6.500 9.500l3-3M7 4.500l1.500-1.500a3 3 0 0 1 4.500 4.500L11.500 9M9 11.500 7.500 13A3 3 0 0 1 3 8.500L4.500 7',
  network: 'M2 6.500a9 9 0 0 1 12 0M4.200 9a5.500 5.500 0 0 1 7.600 0M8 12h.1',
  moon: 'M13 9.500A5.500 5.500 0 0 1 6.500 3 5.500 5.500 0 1 0 13 9.500z',
  check: 'M3 8.500 6.500 12 13 4.500',
  close: 'M4 4l8 8M12 4l-8 8',
  'chevron-down': 'M4 6l4 4 4-4',
  'chevron-right': 'M6 4l4 4-4 4',
  menu: 'M2.500 4h11M2.500 8h11M2.500 12h11',
  trash: 'M3 4.500h10M6 4.500V3h4v1.500M4.500 4.500 5 13.500h6l.5-9',
  refresh: 'M13 8a5 5 0 1 1-1.600-3.700M13 2.500v2.500h-2.500',
  upload: 'M8 10.500V2.500M5 5.500l3-3 3 3M2.500 12v1.500h11V12',
  paperclip: 'M13 7.200 7.800 12.400a3.200 3.200 0 0 1-4.500-4.500l5.400-5.400a2.100 2.100 0 0 1 3 3l-5.300 5.300a1 1 0 0 1-1.500-1.500L9.500 4.700',
  copy: 'M5.500 5.500h8v8h-8zM3.500 10.500h-1v-8h8v1',
  calendar: 'M2.500 3.500h11v10h-11zM2.500 6.500h11M5.500 2v3M10.500 2v3',
  'sort-up': 'M8 12.500v-9M4.500 7 8 3.500 11.500 7',
  'sort-down': 'M8 3.500v9M4.500 9 8 12.500 11.500 9',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, small = false, title }: { name: IconName; small?: boolean; title?: string | undefined }) {
  const size = small ? 14 : 16;
  return (
    <svg className="mw-icon" width={size} height={size} viewBox="0 0 16 16" role={title ? 'img' : undefined} aria-label={title} aria-hidden={title ? undefined : true}>
      <path d={paths[name]} />
    </svg>
  );
}
