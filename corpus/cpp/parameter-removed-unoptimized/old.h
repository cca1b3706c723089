struct block {
    long words[8];
};

extern "C" int look(int which, int way, block what);
