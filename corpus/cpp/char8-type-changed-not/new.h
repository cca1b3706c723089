struct label {
    char8_t letter;
};

label *make_label();
