struct label {
    signed char level;
};

int level_of(const label &what);
