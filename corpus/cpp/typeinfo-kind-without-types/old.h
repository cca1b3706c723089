struct problem {
    int code;
};

void attempt();
