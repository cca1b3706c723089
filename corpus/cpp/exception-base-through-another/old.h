struct failure {
};
struct tag {
};
struct trouble : failure {
};
struct problem : failure {
    problem();
    virtual ~problem();
    int code;
};

void fail();
