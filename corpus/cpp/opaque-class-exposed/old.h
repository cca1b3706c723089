struct state;
struct device {
    state *now;
};

device *make_device();
int level(device *what);
