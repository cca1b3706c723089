struct failure {
};
struct input : failure {
};
struct output : failure {
};
struct problem : input {
    problem();
    virtual ~problem();
    long code;
};

void fail();
