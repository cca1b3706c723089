typedef void HANDLE;
HANDLE *open_session(int number);
int number_of(HANDLE *handle);
