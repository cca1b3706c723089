struct token {
    explicit token(int id) : id(id) {}
    token(const token&) = delete;
    token(token &&) = default;
    int id;
};

int id_of(token what);
