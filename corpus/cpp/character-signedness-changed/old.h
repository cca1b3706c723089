struct label {
    char level;
};

int level_of(const label &what);
