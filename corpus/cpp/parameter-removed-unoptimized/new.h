struct block {
    long words[8];
};

extern "C" int look(int way, block what);
