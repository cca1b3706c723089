struct named {
    int id() const;
};
struct input : named {
};
struct output : named {
};
struct counter : input, output {
    counter();
    int count;
};
