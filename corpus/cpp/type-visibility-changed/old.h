struct problem {
    int code;
};

void fail();
