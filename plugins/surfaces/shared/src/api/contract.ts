// The contract's own types, where what `client` offers is not enough.
export type { components, operations, paths } from '../../generated/openapi';
