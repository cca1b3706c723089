struct failure {
};
struct trouble : failure {
};
struct problem : trouble {
    problem();
    ~problem();
    int code;
};

problem *make_problem();
