struct failure {
};
struct problem : failure {
    int code;
};

int attempt(void (*what)());
void fail(int code);
