struct __attribute__((visibility("hidden"))) failure {
    int place;
};

struct problem : failure {
    int code;
};

void attempt();
