struct problem {
    int code;
    int more;
};

void attempt();
