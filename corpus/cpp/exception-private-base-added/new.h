struct failure {
};
struct tag {
};
struct problem : failure, private tag {
    problem();
    virtual ~problem();
    int code;
};

void fail();
