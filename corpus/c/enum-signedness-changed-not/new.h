enum result { RESULT_BUSY = -2, RESULT_FAILED = -1, RESULT_OK };

enum result result_of(int number);
