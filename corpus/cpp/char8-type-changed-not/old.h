struct label {
    unsigned char letter;
};

label *make_label();
