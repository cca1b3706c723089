struct failure {
};
struct trouble : failure {
};
struct problem : failure {
    problem();
    ~problem();
    int code;
};

void fail();
