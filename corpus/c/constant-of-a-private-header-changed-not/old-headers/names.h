struct names {
    int count;
};

static const unsigned name_length = 8;

void name_of(struct names *names, char *name);
