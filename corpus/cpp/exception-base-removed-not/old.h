struct failure {
};
struct problem : failure {
    problem();
    ~problem();
    int code;
};

void fail();
