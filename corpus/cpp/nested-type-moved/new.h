struct shape {
    int side;
};
struct paint {
    struct style {
        int colour;
    };
    int cost;
};

int colour_of(const paint::style *what);
