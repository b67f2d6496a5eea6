// A sample for tests/style: size_t is used without its header.
size_t count_of(const char* text);
