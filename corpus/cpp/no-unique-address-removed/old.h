struct policy_type {
};
struct holder {
    [[no_unique_address]] policy_type policy;
    int count;
    int step;
};

holder *make_holder();
