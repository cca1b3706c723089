struct failure {
};
struct problem : failure {
    problem();
    virtual ~problem();
    int code;
};

void fail();
