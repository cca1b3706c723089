struct engine {
    [[noreturn]] static void halt(int status);
    int speed;
};
int speed(const engine &which);
