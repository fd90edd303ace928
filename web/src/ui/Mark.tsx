/** The mark: a dressed millstone; inside, 匠 cut as on a seal. One path, one colour; never red, tilted, outlined or animated. */
const outline =
  'M20.76 1.25L20.27 2.77A13.9 13.9 0 0 1 22.33 3.63L23.06 2.20A15.5 15.5 0 0 1 29.80 8.94L28.37 9.67A13.9 13.9 0 0 1 29.23 11.73L30.75 11.24A15.5 15.5 0 0 1 30.75 20.76L29.23 20.27A13.9 13.9 0 0 1 28.37 22.33L29.80 23.06A15.5 15.5 0 0 1 23.06 29.80L22.33 28.37A13.9 13.9 0 0 1 20.27 29.23L20.76 30.75A15.5 15.5 0 0 1 11.24 30.75L11.73 29.23A13.9 13.9 0 0 1 9.67 28.37L8.94 29.80A15.5 15.5 0 0 1 2.20 23.06L3.63 22.33A13.9 13.9 0 0 1 2.77 20.27L1.25 20.76A15.5 15.5 0 0 1 1.25 11.24L2.77 11.73A13.9 13.9 0 0 1 3.63 9.67L2.20 8.94A15.5 15.5 0 0 1 8.94 2.20L9.67 3.63A13.9 13.9 0 0 1 11.73 2.77L11.24 1.25A15.5 15.5 0 0 1 20.76 1.25ZM7 6.5V25.5H25V22.5H10V9.5H25V6.5ZM14.2 11.8V16.7C14.2 18 13.8 19 12.8 20.1L14.8 21.6C16.1 20.4 16.7 19.2 16.8 17.8H19.4V21.5H22V17.8H25V15.6H16.8V13.700L23.2 12.900L22.9 10.700Z';

export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg className="mw-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <path fill="currentColor" fillRule="evenodd" d={outline} />
    </svg>
  );
}
