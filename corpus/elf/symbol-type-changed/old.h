extern int last_error;
void fail_with(int code);
