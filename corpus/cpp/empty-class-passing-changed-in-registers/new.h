struct tag {
};

int last_of(int, int, int, tag, int last);
