/**
 * The way into the engine: compiled columns in, arrays out. A model with `finite` false goes through the one-pass MRP, one
 * with `finite` true through the run that respects material and, where asked, lead times. Pure and deterministic.
 * Trap: a finite run over resources is refused here as well, for a caller that fills the columns without the text form.
 */
import { type CompiledModel, compileTables } from '@millwright/core/planning/compiled-model';
import { runLimited } from '@millwright/core/planning/limited-run';
import type { PlanningModel } from '@millwright/core/planning/model';
import type { PlanArrays } from '@millwright/core/planning/plan-arrays';
import { type ModelNames, tablesOf } from '@millwright/core/planning/planning-tables';
import { type RunOptions, runUnconstrained } from '@millwright/core/planning/unconstrained-run';

export interface NamedModel {
  readonly compiled: CompiledModel;
  readonly names: ModelNames;
}

/** A text model that readModel accepted, ready to run. */
export function compile(model: PlanningModel): NamedModel {
  const { tables, names } = tablesOf(model);
  return { compiled: compileTables(tables), names };
}

export function plan(compiled: CompiledModel, options: RunOptions = {}): PlanArrays {
  const { rules, loads } = compiled.tables;
  if (!rules.finite) return runUnconstrained(compiled, options);
  if (rules.respectCapacity && loads.count > 0) throw new RangeError('a finite run over resources is not supported');
  return runLimited(compiled, options);
}
