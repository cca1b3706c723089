struct policy_type {
    int kind;
};
struct holder {
    policy_type policy;
    int count;
};

holder *make_holder();
