struct state {
    int level;
};
struct device {
    state *now;
};

device *make_device();
int level(device *what);
state state_of(device *what);
