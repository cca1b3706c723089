int report_error(int code);
int check_input(int value);
