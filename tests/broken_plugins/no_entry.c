/* Exports nothing that a host looks for. */
const int something_else = 1;
