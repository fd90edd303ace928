/** Why a file as a whole cannot be read; becomes a refusal of the import with the text of its code. */
export type WorkbookFault = 'not-a-workbook' | 'inflates-too-much' | 'sheet-missing' | 'too-many-rows' | 'quote-open' | 'row-number';

export class WorkbookError extends Error {
  readonly fault: WorkbookFault;
  readonly parameters: Readonly<Record<string, string | number>>;
  constructor(fault: WorkbookFault, parameters: Readonly<Record<string, string | number>> = {}) {
    super(fault);
    this.fault = fault;
    this.parameters = parameters;
  }
}
