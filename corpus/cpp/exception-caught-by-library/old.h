struct failure {
};
struct problem : failure {
    problem();
    virtual ~problem();
    int code;
};

int run(void (*what)());
