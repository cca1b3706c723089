struct policy_type {
};
struct holder {
    policy_type policy;
    int count;
    int step;
};

holder *make_holder();
