struct failure {
};
struct trouble : failure {
};
struct problem : failure {
    problem();
    ~problem();
    int code;
};

problem *make_problem();
