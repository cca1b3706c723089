struct
alignas(64)
block {
    block();
    char at[64];
};

void destroy(block *what);
