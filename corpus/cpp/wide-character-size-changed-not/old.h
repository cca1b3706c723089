struct label {
    char letter;
    char end;
};

label *make_label();
