// The days of a deadline's proof, those that count with their number.
import type { Schemas } from './api/client';

type NumberedDay = Schemas['ProofDay'] & { n: number }; // 0: it does not count

export function numbered(proof: Schemas['DeadlineProof']): NumberedDay[] {
  let counted = 0;
  return proof.days.map((one) => ({ ...one, n: one.use === 'counted' ? ++counted : 0 }));
}
