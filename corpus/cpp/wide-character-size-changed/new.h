struct label {
    wchar_t letter;
    wchar_t end;
};

label *make_label();
