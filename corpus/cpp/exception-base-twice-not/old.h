struct named {
    int id() const;
};
struct input : named {
};
struct output : named {
};
struct counter : input {
    counter();
    int count;
};
