// A sample for tests/style: clang-format would change the second line.
  int  answer(){return 42;}
