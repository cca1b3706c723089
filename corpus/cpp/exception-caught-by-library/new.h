struct failure {
};
struct problem : private failure {
    problem();
    virtual ~problem();
    int code;
};

int run(void (*what)());
