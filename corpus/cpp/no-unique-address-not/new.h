struct policy_type {
    int kind;
};
struct holder {
    [[no_unique_address]] policy_type policy;
    int count;
};

holder *make_holder();
