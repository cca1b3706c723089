struct failure {
};
struct problem {
    problem();
    ~problem();
    int code;
};

void fail();
void raise(failure what);
