struct __attribute__((visibility("default"))) problem {
    int code;
};

void fail();
