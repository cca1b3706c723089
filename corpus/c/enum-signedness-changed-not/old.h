enum result { RESULT_FAILED = -1, RESULT_OK };

enum result result_of(int number);
