struct failure {
};
struct tag {
};
struct problem : failure {
    problem();
    virtual ~problem();
    int code;
};

void fail();
