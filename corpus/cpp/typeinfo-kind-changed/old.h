struct problem {
    int code;
};

int attempt(void (*what)());
void fail(int code);
