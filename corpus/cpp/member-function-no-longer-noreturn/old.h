struct engine {
    [[noreturn]] void stop(int status);
    int speed;
};
