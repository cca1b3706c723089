struct failure {
};
struct trouble : failure {
};
struct problem : trouble {
    problem();
    ~problem();
    int code;
};

void fail();
