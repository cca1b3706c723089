struct letter {
    char8_t code;
    int times;
};

int code_of(const letter &what);
