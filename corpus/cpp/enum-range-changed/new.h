enum colour { red, green, blue, white, black };
struct pen {
    colour what : 2;
    unsigned width : 6;
};

colour last();
bool is_last(const pen &which);
