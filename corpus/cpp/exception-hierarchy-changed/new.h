struct failure {
};
struct problem : private failure {
    problem();
    virtual ~problem();
    int code;
};

void fail();
