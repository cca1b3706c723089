struct shape {
    struct style {
        int colour;
    };
    int side;
};
struct paint {
    int cost;
};

int colour_of(const shape::style *what);
