struct
block {
    block();
    char at[64];
};

void destroy(block *what);
