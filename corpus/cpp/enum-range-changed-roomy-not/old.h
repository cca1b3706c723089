enum colour { red, green, blue, white };
struct pen {
    colour what : 3;
    unsigned width : 5;
};

colour last();
bool is_last(const pen &which);
