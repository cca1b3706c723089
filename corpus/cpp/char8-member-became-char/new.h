struct letter {
    unsigned char code;
    int times;
};

int code_of(const letter &what);
