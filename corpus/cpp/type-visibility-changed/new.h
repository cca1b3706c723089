struct __attribute__((visibility("hidden"))) problem {
    int code;
};

void fail();
